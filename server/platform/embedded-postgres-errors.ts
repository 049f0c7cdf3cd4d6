/** The embedded database cannot run. The message is one plain sentence or two for the operator: what is wrong, and what to do. */
export class EmbeddedPostgresError extends Error {
  override readonly name: string = 'EmbeddedPostgresError';
}

/** Another living copy of the product works on the same data folder. Nothing was changed. */
export class DataFolderInUse extends EmbeddedPostgresError {
  override readonly name = 'DataFolderInUse';
}

/** Does something to files of the folder, and says in a plain sentence when the folder or the disk does not allow it. */
export function plainly<T>(folder: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOSPC' || code === 'EDQUOT') throw diskFull(folder);
    if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
      throw new EmbeddedPostgresError(
        `The data folder ${folder} cannot be written by the user who runs this. Change its owner, or set DATA_DIR to another folder.`,
      );
    if (code === 'ENOTDIR' || code === 'EEXIST')
      throw new EmbeddedPostgresError(
        `The data folder ${folder} cannot be made, because a file is in its place. Set DATA_DIR to another folder.`,
      );
    throw error;
  }
}

/** The disk of the data folder is full. */
export function diskFull(folder: string): EmbeddedPostgresError {
  return new EmbeddedPostgresError(`The disk that holds ${folder} is full. Free some space and start again.`);
}
