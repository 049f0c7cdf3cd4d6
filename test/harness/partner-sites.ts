import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import type { Scene } from './advocacy.ts';

/** A partner of the campaign, and the site of theirs that the sandbox shows under this machine's other name. */
export interface PartnerSite {
  partnerId: string;
  embedUrl: string;
  snippetUrl: string;
  origin: string;
  /** The address of a page on which the letter stands in one way. */
  pageWith(variant: string): string;
}

/** Lets a partner frame the campaign's action page on the sample site of the sandbox. */
export async function addPartnerSite({ product, owner, workspaceId, campaignId }: Scene, name: string): Promise<PartnerSite> {
  const origin = product.url.replace('localhost', '127.0.0.1');
  const { id, embedUrl, snippetUrl } = await owner.api.partners.add({ workspaceId, campaignId, name, origins: [origin] });
  const pageWith = (variant: string) => `${origin}/sandbox/partner/${variant}?${new URLSearchParams({ embed: embedUrl }).toString()}`;
  return { partnerId: id, embedUrl, snippetUrl, origin, pageWith };
}

/** Supporters of each partner of the campaign who were counted, by the partner's name. */
export async function countedByPartner({ owner, workspaceId, campaignId }: Scene): Promise<Record<string, number>> {
  const { partners } = await owner.api.partners.list({ workspaceId, campaignId });
  return Object.fromEntries(partners.map(({ name, participations }) => [name, participations]));
}

/** A site that is nobody's partner; each of its pages frames the address that stands in its query. It ends with the file. */
export async function foreignSite(): Promise<(framed: string) => string> {
  const server = createServer((request, response) => {
    const framed = new URL(request.url ?? '', 'http://x').searchParams.get('of') ?? '';
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<!doctype html><title>Elsewhere</title><iframe src="${framed}"></iframe>`);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  after(() => server.close().closeAllConnections());
  const { port } = server.address() as AddressInfo;
  return (framed) => `http://127.0.0.1:${String(port)}/?${new URLSearchParams({ of: framed }).toString()}`;
}

/** Presses a button that opens a window of ours; gives that window. */
export async function opening(context: BrowserContext, press: () => Promise<void>): Promise<Page> {
  const [opened] = await Promise.all([context.waitForEvent('page'), press()]);
  return opened;
}

/** Signs in at the company's stand-in and comes back to the confirmation. */
export async function toConfirmation(page: Page, account: string): Promise<string> {
  await page.getByText(account).click();
  const onward = page.getByRole('link', { name: /Continue|Next/ }).or(page.getByRole('button', { name: /Continue|Next|Allow/ }));
  while (!page.url().includes('/letter/confirm')) {
    await onward.first().click();
    await page.waitForLoadState();
  }
  return page.locator('main').innerText();
}
