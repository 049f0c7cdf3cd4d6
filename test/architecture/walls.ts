import { posix } from 'node:path';
import { isAmong, type Architecture, type House, type Violation } from './house.ts';
import { isTest, type Import, type Source } from './source.ts';

const moduleOf = (path: string): string | undefined => /^server\/modules\/([^/]+)\//.exec(path)?.[1];

/** The longest entry of the table that a path falls under. */
function wallOf(table: Architecture, path: string): string | undefined {
  const matching = Object.keys(table.walls).filter((place) => path === place || (place.endsWith('/') && path.startsWith(place)));
  return matching.sort((one, other) => other.length - one.length)[0];
}

/** Folders know only the folders, packages and Node modules that the table grants them. */
export function walls({ table, sources }: House): Violation[] {
  return sources.flatMap((source) => {
    const place = wallOf(table, source.path);
    const wall = place === undefined ? undefined : table.walls[place];
    if (place === undefined || wall === undefined || isTest(source.path)) return [];
    const refused = (target: string, why: string): Violation => ({
      rule: 'walls',
      path: source.path,
      message: `${place} may not import ${target}: ${why}. ${wall.instead}`,
    });
    return source.imports.flatMap(({ target, outside }) => {
      if (outside && target.startsWith('node:')) return wall.node ? [] : [refused(target, wall.because)];
      if (outside) return wall.packages === 'any' || wall.packages.includes(target) ? [] : [refused(target, wall.because)];
      if (isTest(target)) return [refused(target, 'the product runs without its tests')];
      const within = place.endsWith('/') ? target.startsWith(place) : target === place;
      if (within || isAmong(target, wall.mayImport)) return [];
      return [refused(target, wall.because)];
    });
  });
}

/** Modules know the modules that the table lists, and of those only the public door. */
export function moduleTable({ table, sources }: House): Violation[] {
  return sources.flatMap((source) => {
    const own = moduleOf(source.path);
    if (own === undefined || isTest(source.path)) return [];
    const granted = table.modules[own];
    if (!granted)
      return [{ rule: 'moduleTable', path: source.path, message: `Add the module ${own} to architecture.mjs, with what it may import.` }];
    return source.imports.flatMap(({ target }) => {
      const other = moduleOf(target);
      if (other === undefined || other === own || other in granted) return [];
      const message = `${own} may not import ${other}. Let app.ts pass the function in, or add the edge to architecture.mjs with its reason.`;
      return [{ rule: 'moduleTable', path: source.path, message }];
    });
  });
}

/** Another module is entered by its `index.ts`, also by the composition root; commands, seed and routes included. */
export function publicDoor({ sources }: House): Violation[] {
  const doors = new Set(['index.ts', 'routes.ts', 'jobs.ts']);
  return sources.flatMap((source) => {
    if (isTest(source.path)) return [];
    return source.imports.flatMap(({ target }) => {
      const other = moduleOf(target);
      if (other === undefined || other === moduleOf(source.path)) return [];
      const file = target.slice(`server/modules/${other}/`.length);
      const isTableOfContents = moduleOf(source.path) === undefined && doors.has(file);
      if (file === 'index.ts' || isTableOfContents) return [];
      return [
        {
          rule: 'publicDoor',
          path: source.path,
          message: `${target} is inside ${other}. Import server/modules/${other}/index.ts, and export there what others need.`,
        },
      ];
    });
  });
}

/** The dangerous things happen where the table says, and nowhere else. */
export function once({ table, sources }: House): Violation[] {
  return sources.flatMap((source) => {
    if (isTest(source.path)) return [];
    return table.once.flatMap((danger) => {
      if (isAmong(source.path, danger.only)) return [];
      const found = [
        ...source.imports.filter((one) => takes(one, danger)).map((one) => `import of ${one.target}`),
        ...danger.calls.filter((call) => source.calls.has(call)).map((call) => `.${call}`),
        ...danger.tags.filter((tag) => source.tags.has(tag)).map((tag) => `${tag}\`…\``),
        ...danger.identifiers.filter((identifier) => source.identifiers.has(identifier)),
      ];
      if (found.length === 0) return [];
      return [
        {
          rule: 'once',
          path: source.path,
          message: `${danger.what} (${found.join(', ')}) belongs to ${danger.only.join(', ')}. ${danger.instead}`,
        },
      ];
    });
  });
}

function takes(one: Import, danger: Architecture['once'][number]): boolean {
  if (!danger.packages.includes(one.target)) return false;
  if (danger.names.length === 0) return true;
  return !(one.outside && one.typeOnly) && one.names.some((name) => danger.names.includes(name));
}

/** No file reaches itself by following imports; each ring is reported once, at its first file. */
export function cycles({ sources }: House): Violation[] {
  const imports = new Map(sources.map((source) => [source.path, source.imports.filter((one) => !one.outside).map((one) => one.target)]));
  const done = new Set<string>();
  const found: Violation[] = [];
  const walk = (path: string, trail: string[]): void => {
    const start = trail.indexOf(path);
    if (start >= 0) {
      const ring = trail.slice(start);
      const first = [...ring].sort()[0] ?? path;
      const message = `Imports go round: ${[...ring, path].join(' → ')}. Move what both need into a file of its own.`;
      found.push({ rule: 'cycles', path: first, message });
      return;
    }
    if (done.has(path)) return;
    for (const target of imports.get(path) ?? []) walk(target, [...trail, path]);
    done.add(path);
  };
  for (const { path } of sources) walk(path, []);
  return found;
}

/** Every file is imported, named by a path, or started by something outside. */
export function orphans({ table, sources }: House): Violation[] {
  const imported = new Set(
    sources.flatMap((source) => source.imports.filter((one) => !isTest(source.path) && !one.outside).map((one) => one.target)),
  );
  const named = new Set(
    sources.flatMap((source) => (isTest(source.path) ? [] : source.literals.filter(isFileName).map((text) => pathOf(text, source.path)))),
  );
  return sources.flatMap((source: Source) => {
    const judged =
      /(?<!\.d)\.(tsx?|mjs|js)$/.test(source.path) &&
      !isTest(source.path) &&
      !isAmong(source.path, [...table.entryPoints, ...table.generated]);
    if (!judged || imported.has(source.path) || named.has(source.path)) return [];
    return [
      {
        rule: 'orphans',
        path: source.path,
        message: 'Nobody imports it. Remove it, use it, or name it among the entryPoints of architecture.mjs.',
      },
    ];
  });
}

const isFileName = (text: string): boolean => /^\S+\.\w{2,4}$/.test(text);

/** What a string literal would name if it were a path: from its own file when it begins with a dot, else from the root. */
const pathOf = (text: string, from: string): string => posix.join(text.startsWith('.') ? posix.dirname(from) : '', text);
