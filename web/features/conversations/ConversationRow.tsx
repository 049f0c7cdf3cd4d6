import { Link } from '@tanstack/react-router';
import { When } from '../../ui/When.tsx';
import classes from './conversations.module.css';
import { callOf, type Conversation } from './shapes.ts';

/** One conversation in a list: who it is, how the last message begins, and whether something in it is new. */
export function ConversationRow({ slug, conversation }: { slug: string; conversation: Conversation }) {
  const { id, state, isNew, onlyAutomatic, lastFrom, excerpt, subject, campaign, mailbox, lastMessageAt } = conversation;
  return (
    <li>
      <Link to="/w/$slug/conversations/$conversationId" params={{ slug, conversationId: id }} className={classes.row} data-new={isNew}>
        <span className={classes.who}>
          <b>
            <bdi>{callOf(conversation)}</bdi>
          </b>
          {isNew && (
            <span className={classes.new}>
              <span className="sr">, </span>new
            </span>
          )}
        </span>
        <span className={classes.when}>
          <When at={lastMessageAt} />
        </span>
        <span className={classes.excerpt}>
          {lastFrom === 'out' && <span className="hush">You: </span>}
          <bdi>{excerpt || subject}</bdi>
        </span>
        <span className={classes.facts}>
          {[
            ...(onlyAutomatic ? ['automatic answer'] : []),
            ...(state === 'closed' ? ['closed'] : []),
            ...(campaign ? [campaign.name] : []),
            ...(mailbox ? [mailbox.address] : []),
          ].join(' · ')}
        </span>
      </Link>
    </li>
  );
}
