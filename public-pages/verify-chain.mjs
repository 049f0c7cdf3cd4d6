// Verifies the audit entries of an export, with Node and nothing else: node verify-chain.mjs
// Ends with 1 and names the first bad row when a chain does not hold.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const folder = process.argv[2] ?? import.meta.dirname;
const linesOf = (file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
const anchors = existsSync(join(folder, 'anchors.jsonl')) ? linesOf(join(folder, 'anchors.jsonl')) : [];

/** SHA-256 over the bytes of the previous hash, then over the fields as a JSON array; details are pairs, sorted by name. */
function hashOf(entry) {
  const { workspaceId, seq, at, actorKind, actorId, action, subjectKind, subjectId, details, originId } = entry;
  const pairs = Object.entries(details).sort(([a], [b]) => (a < b ? -1 : 1));
  const fields = [workspaceId, seq, at, actorKind, actorId, action, subjectKind, subjectId, pairs, originId];
  return createHash('sha256').update(Buffer.from(entry.previousHash, 'hex')).update(JSON.stringify(fields)).digest('hex');
}

/** What is wrong with the chain in a folder, or nothing. */
function faultOf(chain) {
  let last;
  const files = readdirSync(chain)
    .filter((name) => name.endsWith('.jsonl'))
    .sort();
  for (const file of files)
    for (const entry of linesOf(join(chain, file))) {
      if (last && entry.seq !== last.seq + 1) return `entry ${last.seq + 1} is missing`;
      if (entry.seq === 1 && !/^0{64}$/.test(entry.previousHash)) return 'entry 1 does not begin the chain';
      if (last && entry.previousHash !== last.hash) return `entry ${entry.seq} does not follow from the one before it`;
      if (hashOf(entry) !== entry.hash) return `entry ${entry.seq} was changed`;
      const noted = anchors.find((anchor) => anchor.workspaceId === entry.workspaceId && anchor.seq === entry.seq);
      if (noted && noted.hash !== entry.hash) return `entry ${entry.seq} is not the one that was noted outside the database`;
      last = entry;
    }
  const beyond = last && anchors.find((anchor) => anchor.workspaceId === last.workspaceId && anchor.seq > last.seq);
  if (beyond)
    return `the chain ends with entry ${last.seq}, but entry ${beyond.seq} was noted outside the database or is not in this export`;
  console.log(last ? `${chain}: ${last.seq} is the last of its entries, and they hold.` : `${chain}: no entries.`);
  return undefined;
}

let failed = false;
const chains = existsSync(join(folder, 'audit')) ? readdirSync(join(folder, 'audit')).sort() : [];
for (const name of chains) {
  const fault = faultOf(join(folder, 'audit', name));
  if (fault) {
    failed = true;
    console.log(`${join(folder, 'audit', name)}: ${fault}.`);
  }
}
process.exit(failed ? 1 : 0);
