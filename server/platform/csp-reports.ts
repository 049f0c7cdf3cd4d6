import { z } from 'zod';
import type { Metrics } from './metrics.ts';

const directives = [
  ...['script-src', 'script-src-elem', 'script-src-attr', 'style-src', 'style-src-elem', 'style-src-attr', 'img-src', 'font-src'],
  ...['connect-src', 'frame-src', 'frame-ancestors', 'form-action', 'base-uri', 'object-src', 'require-trusted-types-for', 'trusted-types'],
];
/** As `report-uri` sends it, one at a time (CSP Level 2), and as `report-to` does, several at once (Reporting API). */
const report = z.union([
  z
    .object({ 'csp-report': z.object({ 'effective-directive': z.string() }) })
    .transform((one) => [one['csp-report']['effective-directive']]),
  z.object({ 'csp-report': z.object({ 'violated-directive': z.string() }) }).transform((one) => [one['csp-report']['violated-directive']]),
  z
    .array(z.object({ body: z.object({ effectiveDirective: z.string() }) }))
    .max(100)
    .transform((all) => all.map(({ body }) => body.effectiveDirective)),
]);

/**
 * Counts what browsers say our policy kept from happening, by directive. Nothing else of a report is kept or logged: the address of a page
 * may hold the secret of a link. What is no report counts as nothing.
 */
export function countReports(metrics: Metrics, text: string): void {
  const parsed = report.safeParse(readJson(text));
  for (const words of parsed.data ?? []) {
    const directive = words.split(' ')[0] ?? '';
    metrics.count('antiphon_csp_violations_total', { directive: directives.includes(directive) ? directive : 'other' });
  }
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
