import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer } from './command.ts';

const root = join(import.meta.dirname, '../..');

/** What the lock file says of one package, as far as it matters here. */
interface Locked {
  name?: string;
  version: string;
  license?: string;
  integrity?: string;
  dev?: boolean;
  optional?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  peerDependencies?: Record<string, string>;
}

const folder = 'node_modules/';
const nameOf = (path: string) => path.slice(path.lastIndexOf(folder) + folder.length);
const purlOf = (name: string, version: string) => `pkg:npm/${name.replace('@', '%40')}@${version}`;

/**
 * Lists every package that is installed with this copy, as a CycloneDX document: name, version, licence, the hash that the lock file holds
 * it to, and what it depends on. Asks nobody, and names no host. The same lock file and version give the same document.
 */
export function sbom(): Promise<Answer> {
  const lockText = readFileSync(join(root, 'package-lock.json'));
  const { packages } = JSON.parse(lockText.toString('utf8')) as { packages: Record<string, Locked> };
  const { '': product, ...all } = packages;
  if (!product) throw new Error('The lock file does not say what it is of.');
  // Binaries for other machines stand in the lock file and are not here.
  const installed = Object.fromEntries(Object.entries(all).filter(([path]) => existsSync(join(root, path, 'package.json'))));
  const described = { ...product, name: product.name ?? 'antiphon' };
  const self = purlOf(described.name, described.version);
  const components = Object.entries(installed).map(([path, locked]) => componentOf(path, locked));
  const data = {
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    serialNumber: `urn:uuid:${uuidOf(createHash('sha256').update(lockText).digest('hex'))}`,
    version: 1,
    metadata: {
      component: {
        type: 'application',
        'bom-ref': self,
        name: described.name,
        version: described.version,
        licenses: [{ license: { id: 'MIT' } }],
        purl: self,
      },
    },
    components: components.toSorted((one, other) => (one['bom-ref'] < other['bom-ref'] ? -1 : 1)),
    dependencies: [
      { ref: self, dependsOn: dependenciesOf('', described, installed) },
      ...Object.entries(installed).map(([path, locked]) => ({
        ref: refOf(path, locked),
        dependsOn: dependenciesOf(path, locked, installed),
      })),
    ],
  };
  return Promise.resolve({ data, text: JSON.stringify(data, null, 2) });
}

/** The same package may be installed in two places: a place is what is referred to. */
const refOf = (path: string, { version }: Locked) => `${purlOf(nameOf(path), version)}#${path}`;

function componentOf(path: string, locked: Locked) {
  const name = nameOf(path);
  const [algorithm = '', digest = ''] = (locked.integrity ?? '').split(/-(.*)/s);
  const licence = locked.license ?? '';
  return {
    type: 'library',
    'bom-ref': refOf(path, locked),
    ...(name.startsWith('@') ? { group: name.split('/')[0], name: name.split('/')[1] } : { name }),
    version: locked.version,
    scope: locked.dev ? 'excluded' : locked.optional ? 'optional' : 'required',
    hashes: [{ alg: algorithm.replace('sha', 'SHA-'), content: Buffer.from(digest, 'base64').toString('hex') }],
    licenses: [/ (AND|OR|WITH) /.test(licence) ? { expression: licence } : { license: { id: licence } }],
    purl: purlOf(name, locked.version),
  };
}

/** Where Node finds each dependency of a package: in its own folder, else in those around it. */
function dependenciesOf(path: string, locked: Locked, installed: Record<string, Locked>): string[] {
  const names = Object.keys({ ...locked.dependencies, ...locked.optionalDependencies, ...locked.peerDependencies });
  return names.flatMap((name) => {
    const place = foldersAround(path).map((around) => `${around}${folder}${name}`);
    const found = place.find((one) => installed[one] !== undefined);
    return found && installed[found] ? [refOf(found, installed[found])] : [];
  });
}

function foldersAround(path: string): string[] {
  if (path === '') return [''];
  return [`${path}/`, ...foldersAround(path.slice(0, Math.max(0, path.lastIndexOf(folder) - 1)))];
}

const uuidOf = (hex: string) => `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
