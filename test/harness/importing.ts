import type { Visitor } from './people.ts';
import { runJobs } from './people.ts';
import type { Product } from './product.ts';

export interface ImportScene {
  product: Product;
  owner: Visitor;
  workspaceId: string;
}

/** Sends a file, or a piece of one, as a browser does. */
export function sendPiece({ owner, workspaceId }: Omit<ImportScene, 'product'>, importId: string, body: Uint8Array | string, from = 0) {
  return owner.request(`/api/workspaces/${workspaceId}/imports/${importId}/file/${String(from)}`, {
    method: 'PUT',
    body: typeof body === 'string' ? body : new Uint8Array(body),
    headers: { 'content-type': 'application/octet-stream' },
  });
}

/** Uploads a file and has it read; gives the import as it then stands. */
export async function uploaded(scene: ImportScene, file: Uint8Array | string, fileName = 'people.csv') {
  const { owner, workspaceId, product } = scene;
  const { id } = await owner.api.imports.begin({ workspaceId, fileName });
  const answer = await sendPiece(scene, id, file);
  if (answer.status !== 200) throw new Error(`The file was not taken: ${await answer.text()}`);
  await owner.api.imports.read({ workspaceId, importId: id });
  await runJobs(product, 'go-on-with-import');
  return owner.api.imports.show({ workspaceId, importId: id });
}

type Mapping = Parameters<Visitor['api']['imports']['map']>[0];

/** Uploads a file and has its rows checked, as its titles are understood or as is given. */
export async function checked(
  scene: ImportScene,
  file: Uint8Array | string,
  given: Partial<Omit<Mapping, 'workspaceId' | 'importId'>> = {},
) {
  const { owner, workspaceId, product } = scene;
  const { id, mapping } = await uploaded(scene, file);
  await owner.api.imports.map({ workspaceId, importId: id, mapping, ...given });
  await runJobs(product, 'go-on-with-import');
  return owner.api.imports.show({ workspaceId, importId: id });
}

/** The same, and runs it. */
export async function imported(scene: ImportScene, file: Uint8Array | string, given: Parameters<typeof checked>[2] = {}) {
  const { owner, workspaceId, product } = scene;
  const { id } = await checked(scene, file, given);
  await owner.api.imports.run({ workspaceId, importId: id, basis: 'They asked for our letters at the fair.' });
  await runJobs(product, 'go-on-with-import');
  return owner.api.imports.show({ workspaceId, importId: id });
}
