import { Button } from '@mantine/core';
import { useState } from 'react';
import { ShownOnce } from '../../ui/ShownOnce.tsx';
import { When } from '../../ui/When.tsx';

/** The passphrase of a file of data, shown this once, and then the way to the file. */
export function ExportOffer({ offer }: { offer: { url: string; passphrase: string; expiresAt: string } }) {
  const [noted, setNoted] = useState(false);
  if (!noted)
    return (
      <ShownOnce
        label="Passphrase of the file"
        description="It opens the file. Nobody can tell it to you again."
        value={offer.passphrase}
        onClose={() => setNoted(true)}
      />
    );
  return (
    <div className="stack" role="status">
      <Button component="a" href={offer.url} target="_blank" rel="noreferrer" variant="filled" className="start">
        Go to the file
      </Button>
      <p className="small hush">
        A ZIP with AES-256: 7-Zip, Keka and most desktops open it, the program that comes with Windows does not. It can be fetched once,
        until <When at={offer.expiresAt} />. Nothing of it is kept here.
      </p>
    </div>
  );
}
