import { posix } from 'node:path';
import ts from 'typescript';

/** One `import`, `export … from` or `import()` of a file. */
export interface Import {
  /** A path from the root of the repository, or the name of a package (`node:fs`, `@orpc/contract`). */
  target: string;
  outside: boolean;
  /** What is taken: export names, `default`, or `*` for the whole. */
  names: string[];
  typeOnly: boolean;
}

/** One file as the rules see it: what it imports, calls and says. Comments are not part of it. */
export interface Source {
  path: string;
  lines: number;
  imports: Import[];
  identifiers: Set<string>;
  /** Text in quotes, templates and markup. */
  literals: string[];
  /** Names of called methods; with an object literal as the argument also `name({key})` for each of its keys. */
  calls: Set<string>;
  /** Tags of template literals. */
  tags: Set<string>;
}

const kinds: Record<string, ts.ScriptKind> = {
  '.ts': ts.ScriptKind.TS,
  '.tsx': ts.ScriptKind.TSX,
  '.mjs': ts.ScriptKind.JS,
  '.js': ts.ScriptKind.JS,
};

/** Files under test run beside the code or in `test/`; walls and dangers do not bind them. */
export const isTest = (path: string): boolean => path.startsWith('test/') || /\.test\.tsx?$/.test(path);

/** Reads one file. SQL and HTML are taken as text, in which HTML's scripts are imports. */
export function readSource(path: string, text: string): Source {
  const source: Source = {
    path,
    lines: text.split('\n').length - (text.endsWith('\n') ? 1 : 0),
    imports: [],
    identifiers: new Set(),
    literals: [],
    calls: new Set(),
    tags: new Set(),
  };
  const kind = kinds[posix.extname(path)];
  if (kind !== undefined) visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest, false, kind), source);
  else if (path.endsWith('.sql')) source.literals.push(text.replaceAll(/--.*$/gm, '').replaceAll(/\/\*[\s\S]*?\*\//g, ''));
  else if (path.endsWith('.html')) {
    for (const [, target] of text.matchAll(/<script[^>]+src="([^"]+)"/g)) {
      if (target?.startsWith('/')) addImport(source, `.${target}`, ['*'], false);
    }
  }
  return source;
}

function addImport(source: Source, specifier: string, names: string[], typeOnly: boolean): void {
  const outside = !specifier.startsWith('.');
  const packageName = specifier.startsWith('node:') ? specifier : specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  const target = outside ? packageName : posix.join(posix.dirname(source.path), specifier.replace(/\?.*$/, ''));
  source.imports.push({ target, outside, names, typeOnly });
}

function visit(node: ts.Node, source: Source): void {
  if (ts.isIdentifier(node)) source.identifiers.add(node.text);
  else if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) visitImport(node, node.moduleSpecifier.text, source);
  else if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    const names = node.exportClause && ts.isNamedExports(node.exportClause) ? node.exportClause.elements.map(givenName) : ['*'];
    addImport(source, node.moduleSpecifier.text, names, node.isTypeOnly);
  } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) && ts.isStringLiteral(node.argument.literal)) {
    addImport(source, node.argument.literal.text, ['*'], true);
  } else if (ts.isCallExpression(node)) visitCall(node, source);
  else if (ts.isTaggedTemplateExpression(node) && ts.isIdentifier(node.tag)) source.tags.add(node.tag.text);
  else if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node) || ts.isJsxText(node)) {
    source.literals.push(node.text);
  }
  ts.forEachChild(node, (child) => {
    visit(child, source);
  });
}

/** The exported name, whatever the importing file calls it. */
const givenName = (element: ts.ImportSpecifier | ts.ExportSpecifier): string => (element.propertyName ?? element.name).text;

function visitImport(node: ts.ImportDeclaration, specifier: string, source: Source): void {
  const clause = node.importClause;
  const bindings = clause?.namedBindings;
  const elements = bindings && ts.isNamedImports(bindings) ? [...bindings.elements] : [];
  const names = [
    ...(clause?.name ? ['default'] : []),
    ...(bindings && ts.isNamespaceImport(bindings) ? ['*'] : []),
    ...elements.map(givenName),
  ];
  const eachIsType = elements.length > 0 && elements.length === names.length && elements.every((element) => element.isTypeOnly);
  addImport(source, specifier, names, clause?.phaseModifier === ts.SyntaxKind.TypeKeyword || eachIsType);
}

function visitCall(node: ts.CallExpression, source: Source): void {
  const [argument] = node.arguments;
  if (node.expression.kind === ts.SyntaxKind.ImportKeyword && argument && ts.isStringLiteralLike(argument)) {
    addImport(source, argument.text, ['*'], false);
  }
  const callee = node.expression;
  const name = ts.isPropertyAccessExpression(callee)
    ? callee.name.text
    : ts.isElementAccessExpression(callee) && ts.isStringLiteralLike(callee.argumentExpression)
      ? callee.argumentExpression.text
      : undefined;
  if (name === undefined) return;
  source.calls.add(name);
  if (!argument || !ts.isObjectLiteralExpression(argument)) return;
  for (const property of argument.properties) {
    if (property.name && ts.isIdentifier(property.name)) source.calls.add(`${name}({${property.name.text}})`);
  }
}
