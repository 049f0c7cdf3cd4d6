import { join } from 'node:path';
import { mkdir, readdir, rm } from 'node:fs/promises';

/** Where the files of imports lie while they are needed, and how large they may be. */
export interface ImportFiles {
  folder: string;
  mostBytes: number;
}

/** The file of one import. Its name is a number of ours: nothing that came with it becomes part of a path. */
export const pathOf = ({ folder }: ImportFiles, importId: string): string => join(folder, importId);

/** Makes the folder, for this user of the machine alone. */
export async function makeFolder({ folder }: ImportFiles): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
}

/** Deletes the file of an import, and what was made of it on the way. Twice is as good as once. */
export async function deleteFile(files: ImportFiles, importId: string): Promise<void> {
  const path = pathOf(files, importId);
  for (const one of [path, `${path}.table`, `${path}.texts`]) await rm(one, { force: true });
}

/** The imports of which something lies in the folder. */
export async function filesThere({ folder }: ImportFiles): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  });
  return [...new Set(names.map((name) => name.slice(0, 36)).filter((id) => /^[0-9a-f-]{36}$/.test(id)))];
}
