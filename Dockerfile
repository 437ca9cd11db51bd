# Production dependencies in their own stage: neither npm nor its cache ends up in the image that runs.
FROM node:26-bookworm-slim AS dependencies
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY src/pack.ts src/packed.ts ./src/
COPY src/dictionary-pack ./src/dictionary-pack
COPY src/strength ./src/strength
# What packs libraries for the start is a development package; it goes with the others once it has. Node 26 is the base
# image's own here, so the pinned `node` package goes too.
RUN node src/pack.ts && npm prune --omit=dev --ignore-scripts

FROM node:26-bookworm-slim
ENV NODE_ENV=production \
    KAGIMORI_LISTEN=0.0.0.0:8420 \
    KAGIMORI_DATA=/data \
    KAGIMORI_POLICIES=/app/policies \
    NODE_COMPILE_CACHE=/app/.cache \
    MALLOC_ARENA_MAX=2 \
    MALLOC_MMAP_THRESHOLD_=131072
WORKDIR /app
COPY --from=dependencies /app/node_modules ./node_modules
COPY package.json LICENSE ./
COPY policies ./policies
COPY examples ./examples
COPY docs/gates ./docs/gates
COPY src ./src
# Compiled once here, so that every start of a read-only container finds the types already stripped.
RUN KAGIMORI_DATA=/tmp/data node src/cli.ts demo --once > /dev/null && rm -rf /tmp/data \
  && mkdir -p /data && chown 1000:1000 /data && chmod 700 /data
USER 1000:1000
VOLUME /data
EXPOSE 8420
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.KAGIMORI_LISTEN ?? ':8420').split(':').pop() + '/healthz').then(r => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "--disable-sigusr1", "--max-semi-space-size=4", "src/cli.ts", "serve"]
