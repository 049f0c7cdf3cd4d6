import { Hono, type Context } from 'hono';
import { partnerPage, type Policy } from './page.ts';
import { homePage, refusedPage, variantPage, variants, type VariantName } from './variants.ts';

/**
 * The site of an invented organisation, on which our action pages stand in several ways: well, and in the ways that partners get wrong.
 * It shows addresses on this machine only, so that it cannot be made to frame somebody else's site.
 * @param options.basePath where `app` serves, for example `/sandbox/partner`; empty at the root of a server
 */
export function partnerPages({ basePath }: { basePath: string }): Hono {
  const app = new Hono();
  const show = (c: Context, name: VariantName) => {
    const embed = readEmbed(c.req.query('embed'));
    if (!embed) return partnerPage(c, { title: 'Not shown', body: refusedPage(basePath) }, { status: 400 });
    const own: Policy = name === 'csp' ? { frames: "'self'", scripts: "'self'" } : { frames: embed.origin, scripts: embed.origin };
    if (name === 'isolated') c.header('Cross-Origin-Embedder-Policy', 'require-corp');
    return partnerPage(c, { title: variants[name].title, body: variantPage(name, { embed, basePath }) }, { policy: own });
  };
  app.get('/', (c) => partnerPage(c, { title: 'Sample Walkers’ Club', body: homePage(basePath, readEmbed(c.req.query('embed'))) }));
  for (const name of Object.keys(variants) as VariantName[]) app.get(`/${name}`, (c) => show(c, name));
  return new Hono({ strict: false }).route(basePath || '/', app);
}

/** The address of our frame, when it is one on this machine. */
function readEmbed(text: string | undefined): URL | undefined {
  const url = URL.parse(text?.trim() ?? '');
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password) return undefined;
  return /^(localhost|127\.0\.0\.1|\[::1\])$/.test(url.hostname) ? url : undefined;
}
