// Writes every public page with sample data to a folder, to be opened from disk: node public-pages/preview.ts <folder>
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { publicScript, publicStyles } from './page.ts';
import { samplePages } from './samples.ts';

const folder = process.argv[2];
if (!folder) throw new Error('Say which folder the pages go to.');
mkdirSync(join(folder, 'assets'), { recursive: true });
writeFileSync(join(folder, 'assets/public.css'), publicStyles);
writeFileSync(join(folder, 'assets/public.js'), publicScript);
const pages = samplePages({ lang: 'en', organiser: 'River Watch', sandbox: false, nonce: 'sample', base: '.' });
for (const [name, page] of Object.entries(pages)) writeFileSync(join(folder, `${name}.html`), String(await page));
console.log(`${String(Object.keys(pages).length)} pages in ${folder}`);
