import { useMe } from '../../session.ts';
import { PageHead } from '../../ui/PageHead.tsx';
import { Section } from '../../ui/Section.tsx';
import { YourData } from '../rights/YourData.tsx';
import { ChangePassword } from './ChangePassword.tsx';
import { DeleteAccount } from './DeleteAccount.tsx';
import { SecondFactor } from './SecondFactor.tsx';
import { Sessions } from './Sessions.tsx';
import { SingleKeys } from './SingleKeys.tsx';
import { YourAddress } from './YourAddress.tsx';
import { YourName } from './YourName.tsx';

/** What a user does about their own account. While a second factor is required and missing, that is open, and the way out with one's data. */
export function Account() {
  const me = useMe();
  const factor = (
    <Section
      id="second-factor"
      title="Second factor"
      lede="A code from an authenticator beside the password, so that a password alone opens nothing."
    >
      <SecondFactor on={me.secondFactor} />
    </Section>
  );
  const data = (
    <Section
      id="data"
      title="What is kept about me"
      lede="To see, and to take with you. How long each of it is kept stands under “What we keep”."
    >
      <YourData />
    </Section>
  );
  const leaving = (
    <Section id="delete" title="Delete account" lede="Of all workspaces, at once.">
      <DeleteAccount email={me.email} />
    </Section>
  );
  if (me.secondFactorMissing) {
    return (
      <>
        <PageHead title="Set up your second factor" lede="Your workspace asks it of every member. When it is on, everything else opens." />
        {factor}
        {data}
        {leaving}
      </>
    );
  }
  return (
    <>
      <PageHead title="Your account" lede={me.email} />
      <Section title="Name" lede="How members and audit entries name you.">
        <YourName name={me.name} />
      </Section>
      <Section id="address" title="Your address" lede="It signs you in, and messages about your account go there.">
        <YourAddress email={me.email} />
      </Section>
      <Section title="Password" lede="Changing it ends your other sessions.">
        <ChangePassword email={me.email} />
      </Section>
      {factor}
      <Section title="Sessions" lede="Where you are signed in. End what you do not know.">
        <Sessions />
      </Section>
      {data}
      <Section title="Keys" lede="Single keys act without Ctrl or ⌘. Switch them off if you steer by voice.">
        <SingleKeys />
      </Section>
      {leaving}
    </>
  );
}
