"""The tables of benchmarks/README.md, from what benchmarks/engines.py measured."""

from __future__ import annotations

from typing import Any

MILLION = "1000000"


def number(value: float | None, factor: float = 1.0) -> str:
    """Return a number in two or three figures, as Dutch writes it; a dash for None.

    >>> number(0.0314), number(2684.4), number(None)
    ('0,031', '2.684', '-')
    """
    if value is None:
        return "-"
    value = 0.0 if abs(value * factor) < 0.001 else value * factor
    text = f"{value:,.0f}" if value >= 100 else f"{value:.2g}" if value < 10 else f"{value:.0f}"
    return text.replace(",", "\0").replace(".", ",").replace("\0", ".")


def engine_table(results: dict[str, dict[str, Any]]) -> str:
    """Return one row for each engine."""
    lines = [
        "| motor | laden (s) | een zaak (ms) | 1.000 rijen (s / MiB) | 100.000 (s / MiB) | "
        "1.000.000 (s / MiB) |",
        "|---|---|---|---|---|---|",
    ]
    for name, one in results.items():
        large = one["groot"]
        cells = [number(one["laden"]), number(one["een"], 1000)]
        for size in ("1000", "100000", MILLION):
            done = large.get(size)
            cells.append(f"{number(done['s'])} / {number(done['MiB'])}" if done else "-")
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def ratio_table(results: dict[str, dict[str, Any]], limits: dict[str, Any]) -> str:
    """Return the targets of the design beside what was measured."""
    ours = results["bitvlakken"]
    lines = ["| verhouding in deze meting | doel | gemeten |", "|---|---|---|"]

    def line(what: str, target: str, found: str) -> None:
        lines.append(f"| {what} | {target} | {found} |")

    for name, target in (("clipspy", "10"), ("zen-engine", "10"), ("OpenFisca", "500")):
        if name in results:
            line(f"een zaak, tegen {name}", target, number(results[name]["een"] / ours["een"]))
    most = max(ours["groot"], key=int)
    mine, rows = ours["groot"][most], number(int(most))
    for name, target in (("OpenFisca", "20"), ("polars", "3"), ("numpy", "-")):
        other = results.get(name, {}).get("groot", {}).get(most)
        if other:
            line(f"{rows} rijen, tegen {name}: tijd", target, number(other["s"] / mine["s"]))
            if name == "OpenFisca":
                least = number(other["MiB"] / mine["MiB"])
                line(f"{rows} rijen, tegen {name}: geheugen", "10", least)
    if "durable_rules" in results:
        ratio = number(results["durable_rules"]["een"] * int(most) / mine["s"])
        line(f"{rows} rijen, tegen durable_rules één voor één (berekend)", "10.000", ratio)
    for size, found in limits["rekenen"].items():
        speeds = " / ".join(number(found[key]) for key in found)
        keys = " / ".join(found)
        line(f"miljoen rijen per seconde, {number(size)} tegelijk: {keys}", "10", speeds)
    done = limits["bestanden"]
    for kind in ("zoals de scan", "zoals Arrow zelf"):
        ratios = [done[f"scan{how}"] / done[f"{kind}{how}"] for how in ("", " (klok)")]
        text = " / ".join(number(ratio) for ratio in ratios)
        line(f"scan tegen alleen Arrow, schrijven {kind} (processor / klok)", "2", text)
    kinds = dict.fromkeys(row[0].partition("x ")[2] for row in limits["groei"])
    for kind in kinds:
        times = [row[2] for row in limits["groei"] if row[0].partition("x ")[2] == kind]
        text = " / ".join(number(one, 1000) for one in times)
        line(
            f"1x, 2x, 4x {kind} tegelijk (ms)" if "," in kind else f"1x, 2x, 4x {kind} (ms)",
            "1 / 2 / 4",
            text,
        )
    peaks = " / ".join(number(one) for one in limits["geheugen"].values())
    line("geheugen van een scan van 100.000 / 200.000 / 400.000 rijen (MiB)", "gelijk", peaks)
    return "\n".join(lines) + "\n"
