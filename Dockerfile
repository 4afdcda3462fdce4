# Two stages: what builds (a compiler) does not come along to what runs.
FROM python:3.12-slim-bookworm AS bouw
RUN apt-get update \
    && apt-get install --yes --no-install-recommends gcc libc6-dev \
    && rm -rf /var/lib/apt/lists/*
WORKDIR /bron
COPY requirements-build.lock requirements.lock ./
RUN python -m venv /opt/regelwijzer \
    && /opt/regelwijzer/bin/pip install --no-cache-dir --require-hashes -r requirements-build.lock \
    && /opt/regelwijzer/bin/pip install --no-cache-dir --require-hashes --no-build-isolation \
        --use-pep517 -r requirements.lock
COPY pyproject.toml README.md LICENSE ./
COPY .streamlit .streamlit
COPY rules rules
COPY docs/mutanten.md docs/mutanten.md
COPY questionnaires questionnaires
COPY regelwijzer regelwijzer
RUN /opt/regelwijzer/bin/pip install --no-cache-dir --no-deps --no-build-isolation . \
    && /opt/regelwijzer/bin/pip uninstall --yes pip setuptools hatchling \
    && find /opt/regelwijzer/lib -type d -name tests -prune -exec rm -r {} + \
    && /opt/regelwijzer/bin/python -m compileall -q /opt/regelwijzer/lib

FROM python:3.12-slim-bookworm
RUN useradd --system --uid 10001 --no-create-home --shell /usr/sbin/nologin regelwijzer
COPY --from=bouw /opt/regelwijzer /opt/regelwijzer
COPY LICENSE /usr/share/doc/regelwijzer/LICENSE
# No home and no cache: nothing is written. What is freed in memory is overwritten.
ENV PATH=/opt/regelwijzer/bin:$PATH \
    HOME=/nonexistent \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONMALLOC=malloc \
    GLIBC_TUNABLES=glibc.malloc.perturb=165:glibc.malloc.tcache_count=0
USER 10001:10001
WORKDIR /opt/regelwijzer
EXPOSE 8501
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
    CMD ["python", "-c", "import urllib.request as u; u.urlopen('http://127.0.0.1:8501/_stcore/health', timeout=4)"]
ENTRYPOINT ["regelwijzer", "app", "--zonder-browser", "--adres", "0.0.0.0", "--poort", "8501"]
