# One image, two commands: `web` answers HTTP, `worker` runs jobs. `serve` does both in one process.
FROM node:26.10.0-trixie-slim AS web-app
WORKDIR /app
COPY package.json package-lock.json launch.mjs worker-memory.mjs tsconfig.json ./
RUN npm ci --ignore-scripts
COPY shared shared
COPY privacy privacy
COPY web web
RUN node launch.mjs build

FROM node:26.10.0-trixie-slim AS packages
WORKDIR /app
COPY package.json package-lock.json ./
# The embedded PostgreSQL and a second Node are optional packages: here the database is a service, and Node is in the image.
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:26.10.0-trixie-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 DATA_DIR=/data EVIDENCE_DIR=/evidence NODE_COMPILE_CACHE=/app/.compiled
WORKDIR /app
COPY --from=packages /app/node_modules node_modules
COPY package.json ./
COPY shared shared
COPY privacy privacy
COPY public-pages public-pages
COPY sandbox sandbox
COPY database database
COPY docs/generated docs/generated
COPY server server
COPY --from=web-app /app/dist dist
# What Node compiles is kept in the image, by the user who runs it, so that a file system that is read only costs no start.
RUN install --directory --owner=10001 --group=10001 --mode=0700 /data /evidence /app/.compiled
USER 10001:10001
RUN node server/main.ts help > /dev/null
VOLUME ["/data", "/evidence"]
EXPOSE 3000
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "server/main.ts"]
CMD ["serve"]
