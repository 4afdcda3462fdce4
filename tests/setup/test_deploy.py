"""What is given to who runs a server: complete, without rights, and consistent."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import yaml


def test_the_image_is_small_and_without_rights(repository: Path) -> None:
    lines = (repository / "Dockerfile").read_text().splitlines()
    stages = [line for line in lines if line.startswith("FROM ")]
    assert len(stages) == 2 and all("slim" in line for line in stages)
    last = "\n".join(lines[lines.index(stages[1]) :])
    assert "apt-get" not in last and "pip install" not in last and "ADD " not in last
    assert re.search(r"^USER 10001", last, re.M)
    assert last.index("USER ") < last.index("ENTRYPOINT")
    assert "HEALTHCHECK" in last and "_stcore/health" in last
    whole = "\n".join(lines)
    assert whole.count("--require-hashes") == 2
    for source in re.findall(r"^COPY (?!--from)(.+) \S+$", whole, re.M):
        for name in source.split():
            assert (repository / name).exists(), name
    allowed = (repository / ".dockerignore").read_text().split()
    assert allowed[0] == "*" and not any("tests" in line for line in allowed)


def test_the_image_and_the_sdist_get_all_that_the_wheel_holds(repository: Path) -> None:
    """The image is built from a part of the checkout: what the wheel asks for must be in it."""
    project = tomllib.loads((repository / "pyproject.toml").read_text())
    target = project["tool"]["hatch"]["build"]["targets"]
    wanted = [*target["wheel"]["force-include"], *target["wheel"]["packages"]]
    assert len(wanted) > 5
    text = (repository / "Dockerfile").read_text()
    copied = [
        name
        for line in re.findall(r"^COPY (?!--from)(.+) \S+$", text, re.M)
        for name in line.split()
    ]
    allowed = [
        line[1:] for line in (repository / ".dockerignore").read_text().split() if line[0] == "!"
    ]
    packed = [name.lstrip("/") for name in target["sdist"]["include"]]
    for name in wanted:
        for folder in (copied, allowed, packed):
            assert any(name == part or name.startswith(f"{part}/") for part in folder), name


def test_compose_gives_nothing_away(repository: Path) -> None:
    found = yaml.safe_load((repository / "deploy" / "compose.yaml").read_text())
    app, proxy = found["services"]["regelwijzer"], found["services"]["proxy"]
    for service in (app, proxy):
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert "no-new-privileges:true" in service["security_opt"]
    assert "ports" not in app and "volumes" not in app
    assert app["networks"] == ["binnen"] and found["networks"]["binnen"]["internal"] is True
    assert app["mem_limit"] == app["memswap_limit"]


def test_the_service_cannot_write_or_call(repository: Path) -> None:
    text = (repository / "deploy" / "regelwijzer.service").read_text()
    settings = [line.partition("=") for line in text.splitlines() if line[:1] not in "#[" and line]
    assert all(name and equals for name, equals, _ in settings)
    command = next(value for name, _, value in settings if name == "ExecStart").split()
    assert command[:2] == ["/opt/regelwijzer/bin/regelwijzer", "app"]
    assert set(command[2::1]) >= {"--zonder-browser", "--poort", "--naam"}
    assert "--adres" not in command  # only the proxy on this computer reaches it
    variables = {
        part.split("=")[0]
        for name, _, value in settings
        if name == "Environment"
        for part in value.split()
    }
    image = (repository / "Dockerfile").read_text()
    assert variables == {name for name in variables if f"{name}=" in image}
    for line in (
        *("DynamicUser=yes", "ProtectSystem=strict", "ProtectHome=yes", "NoNewPrivileges=yes"),
        *("LimitFSIZE=0", "LimitCORE=0", "MemorySwapMax=0", "IPAddressDeny=any"),
        "CapabilityBoundingSet=",
    ):
        assert re.search(rf"^{re.escape(line)}$", text, re.M), line


def test_a_release_says_what_it_changes_in_law(repository: Path) -> None:
    project = tomllib.loads((repository / "pyproject.toml").read_text())["project"]
    changes = (repository / "CHANGELOG.md").read_text()
    newest = re.findall(r"^## (\S+)", changes, re.M)[0]
    assert newest == project["version"]
    for part in re.split(r"^## ", changes, flags=re.M)[1:]:
        assert "### Rechtsgevolg" in part
    assert "EUROPEAN UNION PUBLIC LICENCE" in (repository / "LICENSE").read_text().upper()


def test_the_issue_forms_ask_for_no_case(repository: Path) -> None:
    folder = repository / ".github" / "ISSUE_TEMPLATE"
    forms = [path for path in folder.glob("*.yml") if path.name != "config.yml"]
    assert len(forms) == 2
    for path in forms:
        form = yaml.safe_load(path.read_text())
        assert {"name", "description", "body"} <= form.keys()
        box = next(item for item in form["body"] if item["type"] == "checkboxes")
        assert box["attributes"]["options"][0]["required"] is True
        assert "echt kind" in path.read_text()


def test_links_in_the_new_documents_lead_somewhere(repository: Path) -> None:
    for name in ("CONTRIBUTING.md", "docs/beheer.md", "docs/privacy.md"):
        path = repository / name
        for target in re.findall(r"\]\(([^)#:]+)\)", path.read_text()):
            assert (path.parent / target).exists(), f"{name}: {target}"
