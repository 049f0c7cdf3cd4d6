export { deleteImportsUnder, importsUnder, originOfContact, type HeldImport } from './held/store.ts';
export type { ImportFiles } from './imported-file.ts';
export { importRoutes } from './routes.ts';
export { goOnWithImportJob } from './running/go-on-with-import.ts';
export { sweepImportsJob } from './sweep-imports.ts';
