import type { OwnWorkspace } from '../../../session.ts';
import type { Campaign } from '../shapes.ts';
import { OwnPage } from './OwnPage.tsx';
import { Partners } from './Partners.tsx';
import classes from './places.module.css';

/** Where supporters find the campaign: on its own page, and on the sites of partners. */
export function PlacesTab({ workspace, campaign }: { workspace: OwnWorkspace; campaign: Campaign }) {
  return (
    <>
      <section className={classes.part} aria-labelledby="own-page">
        <h2 id="own-page">On its own page</h2>
        <OwnPage campaign={campaign} />
      </section>
      <section className={classes.part} aria-labelledby="partners">
        <Partners workspace={workspace} campaign={campaign} />
      </section>
    </>
  );
}
