// What it promises: read-bounce.d.ts. Old phones have no lookbehind.
const address = /[\w.!#$%&'*+/=?^{|}~-]{1,64}@(?:[a-z\d-]{1,63}\.){1,8}[a-z][a-z\d-]{1,24}/gi;
const field = /^[>\s]*(original-recipient|final-recipient|action|status|diagnostic-code) *: *(.*)/i;
const copyOfLetter = /^content-type: *(message|text)\/rfc822/im;
const quotedLetter = /^[> \t-]*(original message|below this line|this is a copy|the header of the orig)/im;
const bounced =
  /mailer.daemon|postmaster|undeliver|(n[o']t|able to) (be )?(deliver|reach)|deliver\w{0,3} (has |status|incomplete|delay|fail)|fatal error|[45]\d\d[ -]#?[45]\.\d|unzustell|konnte.{0,60}zugestellt|non (remis|distribu)|pas (pu )?être|no se (ha|pudo|puede)|non è stat|não (foi|pôde)/i;

const later =
  /delivery incomplete|(has been|is) delayed|still trying|(will|to) (be retried|retry for|keep trying|continue to try)|warning message only|weiter(hin)? versucht|verzögert|retardé/i;
const full =
  /(quota|limit|storage).{0,40}exceed|(exceed|over).{0,40}(quota|storage)|(box|account|fach|boîte|buzón|casella|caixa).{0,40}(full|voll|pleine|llen|pien|chei)/i;
const hard =
  /no such|(unknown|invalid|bad) (user|recip|mail|addr)|(user|recipient|box|address|account|domain).{0,80}(unknown|n[o']t? (be )?found|n['o]t exist|invalid|unavailable|disabled|inactive)|unrouteable|existiert nicht|nicht gefunden|existe (pas|plus)|n(o|ão) existe|non esiste|unbekannt|inconnu|desconocid/i;
const blocked =
  /spam|block|black.?list|polic|prohibit|unsolicited|reputation|denied|not (permitted|authori|allowed)|relay|reject|refus|abgelehnt|gesperrt|rechaz|rifiut/i;

// RFC 3463. 5.1.7 and 5.1.8 are about the sender; 5.4.1 and 5.4.310 as Exchange means them.
const codes = { full: /^[45]\.2\.2$/, blocked: /^[45]\.7\.|^5\.1\.[78]$/, hard: /^5\.1\.[1-9]|^5\.4\.(1|4|310)$/ };
const prose = { full, hard, blocked };
const pick = (patterns, text) => Object.keys(patterns).find((one) => patterns[one].test(text));

function classOf(words) {
  const said = Array.from(words.matchAll(/(?:^|[^\d.])([45]\.\d\d?\.\d{1,3})(?!\.?\d)/g), (found) => found[1]);
  // Used for more than they say: words go first.
  const vague = said.some((code) => /^5\.(1\.0|2\.1)$/.test(code)) ? 'hard' : 'unknown';
  return said.map((code) => pick(codes, code)).find(Boolean) || pick(prose, words) || vague;
}

// RFC 3464, fields by their first letter. Servers differ in their order; a paste may lose the blank lines.
function reports(text) {
  const groups = [];
  for (const line of text.split('\n')) {
    const found = field.exec(line);
    if (!found) continue;
    const name = found[1][0].toLowerCase();
    const last = groups[0];
    if (!last || name in last || (name === 'o' && last.s)) groups.unshift({});
    groups[0][name] = found[2];
  }
  return groups.reverse().flatMap((one) => {
    const { a: action = '', s: status = '' } = one;
    const [to] = `${one.o} ${one.f}`.match(address) || [];
    if (!to || !(action || status) || /^(deliv|rel|exp)/i.test(action) || /^2/.test(status)) return [];
    const waits = action ? /^delayed/i.test(action) : /^4/.test(status);
    return { address: to.toLowerCase(), class: waits ? 'later' : classOf(`${one.d} ${status}`) };
  });
}

export function readBounce(pasted) {
  const text = pasted.slice(0, 1e5).replace(/\r\n?/g, '\n').split(copyOfLetter)[0];
  const found = reports(text.replace(/\n[ \t]+/g, ' '));
  if (found[0]) return found.sort((one, other) => (one.class === 'later') - (other.class === 'later'));
  const lines = text.split(quotedLetter)[0];
  const words = lines.replace(/\s+/g, ' ');
  if (!bounced.test(words) || /action: (deliv|rel|exp)/i.test(words)) return [];
  const [told] = /^x-failed-recipients:.*/im.exec(lines) || [lines.replace(/^[\w-]+: .*/gm, '')];
  const all = new Set((told.match(address) || []).map((one) => one.toLowerCase()));
  const people = [...all].filter((one) => !/^(mailer-daemon|postmaster)@/.test(one));
  const why = later.test(words) ? 'later' : classOf(words);
  return (people[0] ? people : ['']).map((one) => ({ address: one, class: why }));
}

export function markOf(one) {
  let hash = 0x811c9dc5;
  for (const sign of one.toLowerCase()) hash = Math.imul(hash ^ sign.codePointAt(0), 0x01000193);
  return ((hash ^ (hash >>> 16)) & 0xffff).toString(16).padStart(4, '0');
}

if (typeof document !== 'undefined') {
  const get = (id) => document.getElementById(id);
  const box = get('pasted');
  const list = get('recipient');
  box.closest('[hidden]').hidden = false;
  box.addEventListener('input', () => {
    const found = readBounce(box.value);
    const known = ({ address }) => [...list.options].find(({ dataset }) => address && dataset.mark === markOf(address));
    const first = found.find(known) || found[0];
    const option = first && known(first);
    if (first) get('class').value = first.class;
    if (option) list.value = option.value;
    get('read').textContent = box.value && box.dataset[option ? 'both' : first ? 'one' : 'none'];
  });
}
