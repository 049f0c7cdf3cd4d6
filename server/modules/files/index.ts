export { isImage, mostFileBytes, nameKey, type LibraryFile } from './library-file.ts';
export type { CountUses } from './remove-file.ts';
export { createRoom, type Room } from './room.ts';
export { fileRoutes } from './routes.ts';
export { createShelf, type ReadyFile, type Shelf } from './shelf.ts';
export { contentOf, filesNamed, filesOf, holdLibrary } from './store.ts';
