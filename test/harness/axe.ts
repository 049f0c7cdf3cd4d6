import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe found: each rule with where it was broken, and how many rules found something to look at and nothing wrong. */
export interface AxeFindings {
  violations: string[];
  passes: number;
}

/**
 * Looks at a page with axe, as it stands. By itself and not by a wrapper, which looks at every page three times; our pages hold no frame that is ours.
 * @param only.rules the rules to look by; all of them without
 * @param only.part a selector of the part to look at; the whole page without
 */
export async function axeFindings(page: Page, only: { rules?: readonly string[]; part?: string } = {}): Promise<AxeFindings> {
  // By the debugger and not by a script element: no policy of the page is in the way, and none has to be taken away.
  if (!(await page.evaluate("typeof axe === 'object'"))) await page.evaluate(`${source}; void 0`);
  const options = {
    resultTypes: ['violations'],
    elementRef: false,
    ...(only.rules ? { runOnly: { type: 'rule', values: only.rules } } : {}),
  };
  return page.evaluate(
    `axe.run(${JSON.stringify(only.part ?? null)} ?? document, ${JSON.stringify(options)}).then(({ violations, passes }) => ({
      passes: passes.length,
      violations: violations.map(({ id, nodes }) => id + ': ' + nodes.map(({ html, failureSummary }) => html + ' ' + failureSummary).join(' | ')),
    }))`,
  );
}
