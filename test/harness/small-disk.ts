import { execFileSync } from 'node:child_process';
import { appendFileSync, chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'node:test';

/** A disk of its own that can be filled to its last byte. */
export interface SmallDisk {
  folder: string;
  fill(): void;
  empty(): void;
}

/** Mounts a small disk that is gone with the file; says why where the machine does not allow that. */
export function smallDisk(mebibytes: number): SmallDisk | string {
  const folder = mkdtempSync(join(tmpdir(), 'antiphon-disk-'));
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${mebibytes}m,mode=0711`, 'tmpfs', folder], { stdio: 'pipe' });
  } catch {
    rmSync(folder, { recursive: true });
    return 'this machine lets nobody here mount a disk, and without one that is really full there is nothing to see';
  }
  chmodSync(folder, 0o711);
  const filler = join(folder, 'filler');
  after(() => {
    // Lazily: the database of a copy that a failed test left behind may end a moment later.
    execFileSync('umount', ['-l', folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    fill() {
      writeFileSync(filler, '');
      for (let size = 1_048_576; size >= 1; ) {
        try {
          appendFileSync(filler, Buffer.alloc(size));
        } catch {
          size = Math.floor(size / 16);
        }
      }
    },
    empty() {
      rmSync(filler, { force: true });
    },
  };
}
