import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { AddressRefused, createAddressGuard, isPublicAddress } from './address-guard.ts';

const closed = [
  ...['127.0.0.1', '127.255.255.254', '0.0.0.0', '0.1.2.3', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254'],
  ...[
    '100.64.0.1',
    '100.100.100.200',
    '100.127.255.255',
    '192.0.0.192',
    '192.0.2.1',
    '198.18.0.1',
    '198.51.100.7',
    '203.0.113.9',
    '224.0.0.1',
  ],
  ...['239.255.255.255', '240.0.0.1', '255.255.255.255', '168.63.129.16', '2130706433', '0x7f000001', '0177.0.0.1', '127.1', '0x7f.1'],
  ...[
    '::',
    '::1',
    '[::1]',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'fc00::1',
    'fd00:ec2::254',
    'ff02::1',
    '100::1',
    '2001:db8::1',
    '3fff::1',
  ],
  ...[
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '0:0:0:0:0:ffff:a00:1',
    '::127.0.0.1',
    '64:ff9b::10.0.0.1',
    '64:ff9b::a9fe:a9fe',
    '64:ff9b:1::8.8.8.8',
  ],
  ...[
    '2002:7f00:1::',
    '2002:808:808::1',
    '2001:0:53aa:64c::1',
    '5f00::1',
    '4000::1',
    '',
    'localhost',
    '1.2.3.4.5',
    '8.8.8.8/32',
    '8.8.8.8 ',
  ],
];

describe('the address check', () => {
  for (const address of closed) it(`closes ${JSON.stringify(address)}`, () => assert.equal(isPublicAddress(address), false));

  for (const address of [
    '8.8.8.8',
    '1.1.1.1',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '::ffff:8.8.8.8',
    '64:ff9b::8.8.8.8',
    '[2a00:1450::5]',
  ])
    it(`opens ${address}`, () => assert.equal(isPublicAddress(address), true));

  it('judges an IPv4 address alike in every embedding that reaches it', () => {
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        const octets = address.split('.').map(Number);
        const hex = octets.map((octet) => octet.toString(16).padStart(2, '0')).join('');
        const groups = `${hex.slice(0, 4)}:${hex.slice(4)}`;
        const number = String(Number.parseInt(hex, 16));
        const verdict = isPublicAddress(address);
        for (const spelling of [`::ffff:${address}`, `::FFFF:${groups}`, `64:ff9b::${groups}`, number, `0x${hex}`])
          assert.equal(isPublicAddress(spelling), verdict, spelling);
      }),
    );
  });
});

describe('the address guard', () => {
  const resolve = (host: string) =>
    Promise.resolve(
      host === 'mixed.example'
        ? [
            { address: '8.8.8.8', family: 4 },
            { address: '10.0.0.5', family: 4 },
          ]
        : [{ address: host === 'inside.example' ? '10.0.0.5' : '8.8.8.8', family: 4 }],
    );

  it('gives the addresses of a public name', async () => {
    assert.deepEqual(await createAddressGuard({ allow: [], resolve }).addresses('Outside.example', 25), [
      { address: '8.8.8.8', family: 4 },
    ]);
  });

  it('refuses a name with one closed address, a closed literal and a name without addresses', async () => {
    const guard = createAddressGuard({ allow: [], resolve });
    for (const host of ['mixed.example', 'inside.example', '127.0.0.1', '[::1]'])
      await assert.rejects(guard.addresses(host, 25), AddressRefused, host);
    await assert.rejects(
      createAddressGuard({ allow: [], resolve: () => Promise.resolve([]) }).addresses('empty.example', 25),
      AddressRefused,
    );
  });

  it('opens a named host on every port, and a named port alone', async () => {
    const guard = createAddressGuard({ allow: ['inside.example', 'MIXED.example:2525', '[::1]:25'], resolve });
    assert.equal((await guard.addresses('inside.example', 4)).length, 1);
    assert.equal((await guard.addresses('mixed.example', 2525)).length, 2);
    assert.deepEqual(await guard.addresses('[::1]', 25), [{ address: '::1', family: 6 }]);
    await assert.rejects(guard.addresses('mixed.example', 25), AddressRefused);
    assert.equal(guard.allows('sub.inside.example', 4), false);
  });
});
