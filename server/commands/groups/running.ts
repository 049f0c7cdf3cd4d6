import type { Group } from '../command.ts';
import { demo } from '../demo.ts';
import { doctor } from '../doctor.ts';
import { generate } from '../generate.ts';
import { migrateOnly } from '../migrate.ts';
import { quarantineLift } from '../quarantine-lift.ts';
import { serve } from '../serve.ts';

const nothing = 'nothing; it runs until it is told to stop';

/** What runs the product, and says how it is. */
export const running: Group = {
  title: 'Run it',
  commands: {
    serve: {
      does: 'Run everything in one process: pages, API, jobs',
      example: 'antiphon serve',
      answers: nothing,
      run: (options) => serve(options, { web: true, worker: true }),
    },
    web: {
      does: 'Answer HTTP only; needs DATABASE_URL',
      example: 'DATABASE_URL=postgres://db.example.org/antiphon antiphon web',
      answers: nothing,
      run: (options) => serve(options, { web: true, worker: false }),
    },
    worker: {
      does: 'Run jobs only; needs DATABASE_URL',
      example: 'DATABASE_URL=postgres://db.example.org/antiphon antiphon worker',
      answers: nothing,
      run: (options) => serve(options, { web: false, worker: true }),
    },
    migrate: {
      does: 'Bring the database to this version',
      example: 'antiphon migrate',
      answers: 'applied (names of migrations)',
      run: migrateOnly,
    },
    doctor: {
      does: 'Say what is set up and what is missing',
      example: 'antiphon doctor',
      answers: 'findings (what, good, sentence)',
      run: doctor,
    },
    'quarantine lift': {
      does: 'Let a copy that was restored or copied send again',
      tells: 'Only the one copy that shall send: two that do would send everything twice.',
      example: 'antiphon quarantine lift',
      answers: 'what was lifted',
      run: quarantineLift,
    },
    demo: {
      does: 'Fill this copy with a sample workspace to look around in',
      example: 'antiphon demo',
      answers: 'email, password, signInUrl, actionPageUrl',
      run: demo,
    },
    generate: {
      does: 'Make row types and documents anew (for developers)',
      example: 'antiphon generate',
      answers: 'the files that were made',
      run: generate,
    },
  },
};
