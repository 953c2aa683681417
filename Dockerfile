# Switchyard without a screen. Workers that need a GPU need its runtime in the image and on the machine (docs/remote-access.md).
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY . .
RUN npm ci --ignore-scripts --no-audit --no-fund \
 && npm run build \
 && npm prune --omit=dev --ignore-scripts --no-audit --no-fund

FROM node:24-bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends tini && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
RUN mkdir /data && chown node:node /data
USER node
VOLUME /data
EXPOSE 7802
HEALTHCHECK CMD ["node", "-e", "fetch('http://127.0.0.1:7802/healthz').then(({ ok }) => process.exit(ok ? 0 : 1), () => process.exit(1))"]
# tini ends what a worker leaves behind, and passes on the signals.
ENTRYPOINT ["tini", "--", "node", "dist/headless/main.js", "--host", "0.0.0.0", "--port", "7802", "--data-dir", "/data"]
