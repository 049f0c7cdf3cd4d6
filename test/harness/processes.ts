import { after } from 'node:test';
import { endOurs } from './ours.ts';

export * from './ours.ts';

// What a test started ends with its file.
after(endOurs);
