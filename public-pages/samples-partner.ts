import type { Frame, Html } from './page.ts';
import { partnerPage } from './partner-page.ts';
import type { PartnerPageProps } from './partner-page.ts';

const props: PartnerPageProps = {
  partner: 'Sample Walkers’ Club',
  campaign: { title: 'Keep the ford at Alder Mill open', published: true },
  origins: ['https://www.walkers.example.org', 'https://walkers.example.org'],
  ours: 'https://letters.example.org',
  embedUrl: 'https://letters.example.org/e/019a2f3c7b1e7c55a1d0c4e2f9b86a31Zk3rT0vQpL8xYw2n',
  participations: 1284,
  check: { url: '/partner/sample#check', csrf: { name: 'csrf', value: 'sample-proof' } },
};

/** The page for a partner's webmaster, with an invented club: for looking at it, and for the tests. */
export function partnerSamples(frame: Frame): Record<string, Html> {
  const address = 'https://www.walkers.example.org/river-path';
  return {
    'partner-page': partnerPage(props, frame),
    'partner-checked': partnerPage(
      {
        ...props,
        participations: undefined,
        check: {
          ...props.check,
          address,
          findings: [
            { level: 'good', sentence: 'The page can be reached.' },
            { level: 'good', sentence: 'Our frame stands on the page.' },
            {
              level: 'warning',
              sentence: 'The frame has no title, so a screen reader cannot say what it holds.',
              fix: 'Add a title, for example title="Write to your council".',
            },
            {
              level: 'problem',
              sentence: 'The page’s content security policy keeps our frame out: "frame-src \'self\'".',
              fix: 'Add to frame-src in the policy: https://letters.example.org',
            },
          ],
        },
      },
      frame,
    ),
    'partner-unpublished': partnerPage(
      {
        ...props,
        campaign: { ...props.campaign, published: false },
        check: {
          ...props.check,
          address: 'https://example.org/',
          problem: 'https://example.org is not among the origins of this partner. It has to be added first.',
        },
      },
      frame,
    ),
  };
}
