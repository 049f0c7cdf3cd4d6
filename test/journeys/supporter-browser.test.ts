import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { Page } from 'playwright-core';
import { newPerson, outbox, publishedCampaign } from '../harness/advocacy.ts';
import { axeFindings } from '../harness/axe.ts';
import { launchBrowser } from '../harness/browser.ts';
import { startProduct } from '../harness/product.ts';

const scene = await publishedCampaign(await startProduct());
const browser = await launchBrowser();
after(() => browser.close());

for (const [device, viewport, javaScriptEnabled] of [
  ['a phone', { width: 360, height: 740 }, true],
  ['a wide screen without JavaScript', { width: 1440, height: 900 }, false],
] as const) {
  test(`on ${device} a supporter changes the letter, consents at Google, checks every word, confirms, and keeps a receipt`, async () => {
    const context = await browser.newContext({ viewport, javaScriptEnabled });
    const page = await context.newPage();
    const [person, name] = device === 'a phone' ? ['ada.sample@gmail.test', 'Ada Sample'] : ['bruno.sample@gmail.test', 'Bruno Sample'];
    await page.goto(scene.product.url + scene.path);
    await accessible(page, javaScriptEnabled);
    const letter = page.getByLabel(/Your letter/).last();
    const own = 'My mother uses the ford.';
    await letter.fill(`${await letter.inputValue()}\n\nPS: ${own}`);
    await page.getByRole('button', { name: 'Continue with Gmail' }).click();
    await page.getByText(person).click();
    await page
      .getByRole('link', { name: /Continue|Next/ })
      .or(page.getByRole('button', { name: /Continue|Next/ }))
      .first()
      .click();
    const allow = page.getByRole('button', { name: /Continue|Allow/ });
    if (await allow.count()) await allow.first().click();
    await page.waitForURL('**/letter/confirm');
    await accessible(page, javaScriptEnabled);
    const text = await page.locator('main').innerText();
    for (const shown of [person, name, 'Dear Councillor Falk', own, 'ines.falk@council.example.org'])
      assert.ok(text.includes(shown), `${shown} is shown`);
    assert.equal(sentBy(person).length, 0, 'nothing has left before the confirmation');
    await page.getByRole('button', { name: 'Confirm and send' }).click();
    await page.waitForURL('**/letter/receipt');
    await accessible(page, javaScriptEnabled);
    assert.match(await page.locator('h1').innerText(), /Gmail accepted your letter/);
    const [sent] = sentBy(person);
    assert.ok(sent?.email.text?.includes(own));
    assert.equal(sentBy(person).length, 1);
    await page.goBack();
    assert.equal(sentBy(person).length, 1, 'going back sends nothing');
    await context.close();
  });
}

test('whoever has no mouse writes, consents at Google, confirms and has the receipt by Tab, Enter and Space alone, on a small phone', async () => {
  const { account } = newPerson(scene, 'kim.sample@gmail.test', { displayName: 'Kim Sample' });
  const context = await browser.newContext({ viewport: { width: 360, height: 740 } });
  const page = await context.newPage();
  await page.goto(scene.product.url + scene.path);
  await tabTo(page, /^Your letter/);
  await page.keyboard.type('By keyboard. ');
  await tabTo(page, /^Continue with Gmail/);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/sandbox/google/**');
  for (const [button, key] of [
    [new RegExp(account), 'Enter'],
    [/^(Continue|Next|Allow)/, 'Enter'],
    [/^(Continue|Next|Allow)/, 'Space'],
  ] as const) {
    if (page.url().endsWith('/letter/confirm')) break;
    await tabTo(page, button);
    const before = page.url();
    await page.keyboard.press(key);
    await page.waitForURL(({ href }) => href !== before);
  }
  assert.match(page.url(), /\/letter\/confirm$/);
  assert.equal(sentBy(account).length, 0);
  await tabTo(page, /^Confirm and send/);
  await page.keyboard.press('Space');
  await page.waitForURL('**/letter/receipt');
  assert.equal(sentBy(account).length, 1);
  assert.match(sentBy(account)[0]?.email.text ?? '', /By keyboard\./);
  await tabTo(page, /What we keep/);
  await context.close();
});

/** Presses Tab until the focus is on what is called so; the focus has to be seen, and within the screen. */
async function tabTo(page: Page, called: RegExp): Promise<void> {
  const met: string[] = [];
  for (let presses = 0; presses < 40; presses += 1) {
    await page.keyboard.press('Tab');
    const { name, seen } = await page.evaluate(() => {
      const at = document.activeElement as HTMLInputElement;
      const { top, bottom, width } = at.getBoundingClientRect();
      const { outlineStyle, boxShadow } = getComputedStyle(at);
      const label = at.getAttribute('aria-label') ?? at.labels?.[0]?.textContent ?? at.textContent;
      return {
        name: label.trim(),
        seen: width > 0 && bottom > 0 && top < innerHeight && (outlineStyle !== 'none' || boxShadow !== 'none'),
      };
    });
    met.push(name);
    if (!called.test(name)) continue;
    assert.ok(seen, `${name} has the focus and nobody sees it`);
    return;
  }
  assert.fail(`Tab never comes to ${String(called)}, only to: ${met.join(' | ')}`);
}

test('the figures on the action page and in the workspace agree with what left', async () => {
  const { counts } = await scene.owner.api.campaigns.show({ workspaceId: scene.workspaceId, campaignId: scene.campaignId });
  assert.deepEqual(counts, { participations: 3, accepted: 3, failed: 0, skipped: 0, uncertain: 0, opened: 0 });
  const statistics = await scene.owner.api.campaigns.statistics({ workspaceId: scene.workspaceId, campaignId: scene.campaignId });
  assert.equal(statistics.days.length, 1);
});

const sentBy = (person: string) => outbox(scene).filter(({ sender }) => sender === person);

async function accessible(page: Page, scripted: boolean): Promise<void> {
  if (!scripted) return;
  assert.deepEqual((await axeFindings(page)).violations, []);
}
