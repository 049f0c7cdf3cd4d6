import { Button } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';
import { useEffect, useRef } from 'react';
import type { Campaign } from '../shapes.ts';
import { CopyText } from './CopyText.tsx';
import { type EmbedCode, embedCodes } from './embed-code.ts';
import { EmbedDoctor } from './EmbedDoctor.tsx';
import classes from './places.module.css';
import type { Partner } from './shapes.ts';

interface PutOnSiteProps {
  ids: { workspaceId: string; campaignId: string };
  campaign: Campaign;
  partner: Partner;
  onClose: () => void;
}

/** How the action page comes to a partner's site: a page to pass on, the code in three ways, and a look at what came of it. */
export function PutOnSite({ ids, campaign, partner, onClose }: PutOnSiteProps) {
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <section className={classes.put} aria-labelledby={`put-${partner.id}`}>
      <div className={classes.heading}>
        <h3 id={`put-${partner.id}`} ref={head} tabIndex={-1}>
          Put it on the site of {partner.name}
        </h3>
        <Button size="compact-sm" onClick={onClose}>
          Close
        </Button>
      </div>
      <div className={classes.step}>
        <h4>Pass it on</h4>
        <p>This page has all that follows, and the partner’s own count. Send its address to whoever looks after the site.</p>
        <p className={classes.line}>
          <a href={partner.snippetUrl} target="_blank" rel="noopener">
            The page for {partner.name}
            <IconExternalLink size={16} stroke={1.5} aria-hidden="true" />
            <span className="sr">, opens in a new tab</span>
          </a>
          <CopyText text={partner.snippetUrl} label="Copy its address" />
        </p>
      </div>
      <div className={classes.step}>
        <h4>Or copy the code</h4>
        {campaign.state === 'draft' && <p>The frame stays empty until the campaign is published.</p>}
        <div className={classes.codes}>
          {embedCodes({ embedUrl: partner.embedUrl, campaign: campaign.name }).map((one) => (
            <Code key={one.way} {...one} />
          ))}
        </div>
      </div>
      <EmbedDoctor ids={ids} partner={partner} />
    </section>
  );
}

function Code({ title, says, code }: EmbedCode) {
  return (
    <div>
      <div className={classes.line}>
        <h5>{title}</h5>
        <CopyText text={code} label="Copy" what={`the code: ${title}`} />
      </div>
      <p>{says}</p>
      <pre className={classes.pre}>{code}</pre>
    </div>
  );
}
