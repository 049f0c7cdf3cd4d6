import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { axeFindings } from './axe.ts';

const schemes = ['light', 'dark'] as const;
const sizes = [
  { width: 360, height: 780 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
];

/**
 * Looks at the screen as it stands: no violation that axe finds, in light and in dark, and nothing wider than a small phone.
 * With `SCREENSHOTS` set to a folder, pictures in three sizes and both schemes are left there under the given name.
 */
export async function lookAt(page: Page, name: string): Promise<void> {
  const before = page.viewportSize() ?? { width: 1280, height: 900 };
  for (const colorScheme of schemes) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    // Only colours differ from scheme to scheme, so the second is looked at for contrast alone.
    const { violations, passes } = await axeFindings(page, colorScheme === 'light' ? {} : { rules: ['color-contrast'] });
    assert.ok(passes > (colorScheme === 'light' ? 5 : 0), `axe looked at nothing on ${name}`);
    assert.deepEqual(violations, [], `${name} in the ${colorScheme} scheme`);
    await takePictures(page, name, colorScheme);
  }
  await page.setViewportSize({ width: 360, height: 780 });
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  assert.equal(beyond, 0, `${name} is wider than 360 px`);
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
  await page.setViewportSize(before);
}

async function takePictures(page: Page, name: string, colorScheme: (typeof schemes)[number]): Promise<void> {
  const folder = process.env['SCREENSHOTS'];
  if (!folder) return;
  mkdirSync(folder, { recursive: true });
  for (const size of sizes) {
    await page.setViewportSize(size);
    await page.screenshot({ path: join(folder, `${name}-${size.width}-${colorScheme}.png`) });
  }
}
