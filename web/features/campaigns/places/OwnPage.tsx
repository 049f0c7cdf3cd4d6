import { IconExternalLink } from '@tabler/icons-react';
import type { Campaign } from '../shapes.ts';
import { CopyText } from './CopyText.tsx';
import classes from './places.module.css';

/** Where everybody finds the campaign without a partner: its public address, and the code by which recipients check that it is genuine. */
export function OwnPage({ campaign: { publicUrl, code, state } }: { campaign: Campaign }) {
  const checkUrl = `${new URL(publicUrl).origin}/check/${code}`;
  return (
    <dl className={classes.facts}>
      <div>
        <dt>Public address</dt>
        <dd>
          <p className={classes.line}>
            <Outside url={publicUrl} />
            <CopyText text={publicUrl} label="Copy" what="the public address" />
          </p>
          <p className={classes.note}>
            {state === 'draft' ? 'Others find nothing there until the campaign is published.' : 'For mails, posts and posters.'}
          </p>
        </dd>
      </div>
      <div>
        <dt>Code of the campaign</dt>
        <dd>
          <p className={classes.line}>
            <b className={classes.code}>{code.replace(/^(.{4})(?=.)/, '$1 ')}</b>
            <CopyText text={code} label="Copy" what="the code" />
          </p>
          <p className={classes.note}>
            It stands under every letter. Who receives one and wonders whether it is genuine finds out at <Outside url={checkUrl} />
          </p>
        </dd>
      </div>
    </dl>
  );
}

function Outside({ url }: { url: string }) {
  return (
    <a href={url} target="_blank" rel="noopener">
      {url.replace(/^https?:\/\//, '')}
      <IconExternalLink size={16} stroke={1.5} aria-hidden="true" />
      <span className="sr">, opens in a new tab</span>
    </a>
  );
}
