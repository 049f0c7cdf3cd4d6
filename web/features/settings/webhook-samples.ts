const javascript = `// Node.js, without a library
import { createHmac, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';

const key = Buffer.from(process.env.WEBHOOK_SECRET.slice('whsec_'.length), 'base64');

function isGenuine(headers, body) {
  const { 'webhook-id': id, 'webhook-timestamp': time } = headers;
  if (!(Math.abs(Date.now() / 1000 - Number(time)) < 300)) return false;
  const wanted = createHmac('sha256', key).update(\`\${id}.\${time}.\${body}\`).digest();
  return (headers['webhook-signature'] ?? '').split(' ').some((one) => {
    const given = Buffer.from(one.replace(/^v1,/, ''), 'base64');
    return given.length === wanted.length && timingSafeEqual(given, wanted);
  });
}

createServer(async (request, response) => {
  const body = Buffer.concat(await request.toArray()).toString();
  if (!isGenuine(request.headers, body)) return response.writeHead(401).end();
  const { type, data } = JSON.parse(body);
  if (type === 'webhook.challenge') return response.end(JSON.stringify({ challenge: data.challenge }));
  // Keep webhook-id, and do nothing when it was there before.
  response.writeHead(204).end();
}).listen(8080);`;

const python = `# Python, without a library
import base64, hashlib, hmac, json, os, time
from http.server import BaseHTTPRequestHandler, HTTPServer

KEY = base64.b64decode(os.environ['WEBHOOK_SECRET'].removeprefix('whsec_'))

class Hook(BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers['content-length']))
        stamp = self.headers['webhook-timestamp']
        signed = f"{self.headers['webhook-id']}.{stamp}.".encode() + body
        wanted = 'v1,' + base64.b64encode(hmac.new(KEY, signed, hashlib.sha256).digest()).decode()
        given = self.headers.get('webhook-signature', '').split(' ')
        fresh = abs(time.time() - int(stamp)) < 300
        if not fresh or not any(hmac.compare_digest(wanted, one) for one in given):
            self.send_response(401); self.end_headers(); return
        message = json.loads(body)
        self.send_response(200); self.end_headers()
        if message['type'] == 'webhook.challenge':
            self.wfile.write(json.dumps({'challenge': message['data']['challenge']}).encode())
        # Keep webhook-id, and do nothing when it was there before.

HTTPServer(('', 8080), Hook).serve_forever()`;

const php = `<?php // PHP, without a library
$body = file_get_contents('php://input');
[$id, $time] = [$_SERVER['HTTP_WEBHOOK_ID'], $_SERVER['HTTP_WEBHOOK_TIMESTAMP']];
$key = base64_decode(substr(getenv('WEBHOOK_SECRET'), strlen('whsec_')));
$wanted = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$time.$body", $key, true));
$given = explode(' ', $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '');
$genuine = array_filter($given, fn($one) => hash_equals($wanted, $one));
if (!$genuine || abs(time() - (int) $time) > 300) { http_response_code(401); exit; }
$message = json_decode($body, true);
if ($message['type'] === 'webhook.challenge') {
    echo json_encode(['challenge' => $message['data']['challenge']]);
}
// Keep webhook-id, and do nothing when it was there before.`;

/** How a server proves its address and checks what it is told, in the languages that most of them speak. */
export const samples = [
  { language: 'JavaScript', code: javascript },
  { language: 'Python', code: python },
  { language: 'PHP', code: php },
] as const;
