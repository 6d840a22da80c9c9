# Otklik as an image. `docker build -t otklik .`; what runs is `otklik`, as a user without rights, in /data.
FROM python:3.11-slim

ENV PIP_DISABLE_PIP_VERSION_CHECK=1 \
    PIP_NO_CACHE_DIR=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1

RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin otklik \
    && install --directory --owner=otklik --group=otklik /data

WORKDIR /opt/otklik

# Exact versions with hashes, in a layer of their own: a change of our code downloads nothing again.
COPY requirements.lock ./
RUN pip install --quiet --upgrade pip \
    && pip install --quiet --require-hashes --no-deps --requirement requirements.lock

# Editable, as `make setup` does it: the register lies beside the packages and is read from there.
COPY . .
RUN pip install --quiet --no-deps --no-build-isolation --editable .

USER otklik
WORKDIR /data
VOLUME /data
ENTRYPOINT ["otklik"]
CMD ["--help"]
