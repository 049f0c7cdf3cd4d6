import { Modal, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import { ConnectByConsent } from './ConnectByConsent.tsx';
import { ConnectServer } from './ConnectServer.tsx';
import type { Offers } from './shapes.ts';

type Way = 'gmail' | 'outlook' | 'server';

/** Connects a mailbox in one of three ways. */
export function ConnectMailbox({ offers, onClose }: { offers: Offers; onClose: () => void }) {
  const [way, setWay] = useState<Way>('gmail');
  const ways = [
    { value: 'gmail', label: 'Gmail' },
    ...(offers.outlook ? [{ value: 'outlook', label: 'Outlook' }] : []),
    { value: 'server', label: 'Another' },
  ];
  return (
    <Modal opened onClose={onClose} title="Connect a mailbox" size="lg" closeButtonProps={{ 'aria-label': 'Close' }}>
      <div className="stack">
        <SegmentedControl aria-label="Where the mailbox is" data={ways} value={way} onChange={(value) => setWay(value as Way)} fullWidth />
        {way === 'server' ? (
          <ConnectServer sandbox={offers.sandbox} onUseConsent={setWay} onClose={onClose} />
        ) : (
          <ConnectByConsent key={way} provider={way} onClose={onClose} />
        )}
      </div>
    </Modal>
  );
}
