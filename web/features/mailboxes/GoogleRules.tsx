import classes from './mailboxes.module.css';

/** What companies allow, said before anybody plans around it. */
export function GoogleRules() {
  return (
    <p className={`small hush ${classes.rules ?? ''}`}>
      A campaign can spread over several mailboxes when each belongs to a person of your team. It is no way around limits: Google and others
      forbid using several accounts of one person to send more than one account may, and close such accounts. Each mailbox here stays within
      what its company allows, whatever a campaign asks for.
    </p>
  );
}
