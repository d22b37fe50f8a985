import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // Tests mostly wait for PostgreSQL, for the mock, or for time to pass: a worker for every core, where vitest would leave one idle.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{apps,packages,scripts}/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/*.db.test.ts'],
        },
      },
      {
        test: {
          name: 'db',
          include: ['{apps,packages,prisma}/**/*.db.test.ts'],
          globalSetup: ['packages/db/src/testing/global-setup.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
          // Every file has a database of its own; loading the engine anew for each would take longer than most of the tests.
          isolate: false,
        },
      },
      {
        extends: 'apps/web/vite.config.ts',
        root: 'apps/web',
        test: {
          name: 'web',
          include: ['src/**/*.test.tsx'],
          environment: 'jsdom',
          setupFiles: ['src/testing/setup.ts'],
          testTimeout: 60_000,
          // The component library takes seconds to load; files share it, and every test starts from a fresh console.
          isolate: false,
        },
      },
    ],
  },
})
