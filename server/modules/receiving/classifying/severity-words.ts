import { type Phrases } from './phrases.ts';

/** The mailbox is there, and takes no more for now; or its server could not be reached in time. */
export const softWords: Phrases = {
  en: `mailbox full | mailbox is full | mailbox has been full | inbox is full | inbox full | account is full | over quota | overquota | quota exceeded | exceeded quota | exceeds quota | exceeded storage | quota full | out of storage | over its quota | over his quota
    | exceeded the quota | quota is exceeded | exceeded its quota | exceeded his quota | storage limit | disk quota | exceeded disk | insufficient storage | insufficient system storage | insufficient disk | not enough space | disk full | no space left | mailbox size limit
    | connection timed out | timed out | timeout | connection refused | connection reset | no route to host | network unreachable | network is unreachable | host unreachable | temporarily unavailable | temporary failure | temporarily deferred | temporarily rejected
    | try again later | please try later | try later | greylisted | graylisted | greylisting | too busy | too many connections | service unavailable try | service currently unavailable | not accepting connections | temporary locked | temporarily locked | retry timeout exceeded | retry time not reached | message expired | envelope expired | expired in queue | queue too long | queue lifetime
    | been in the queue too long | receiving mail too quickly | receiving mail at a rate | receiving email at a rate | rate that prevents | lost connection | connection lost | couldn't reach | could not connect | unable to connect | couldn't connect | couldn't establish | wasn't able to establish
    | no answer from host | not responding | didn't respond | did not respond | delivery time expired | delivery expired | too many hops | hop count exceeded | mail loop | loops back to myself | loop detected | resources temporarily | undergoing maintenance | name server timeout
    | temporary lookup failure | temporary dns | dns lookup failed temporarily | host not found try again | name service error for | unable to look up | out of memory | has exceeded | mail quota | server is down | temporary local problem`,
  de: `postfach voll | postfach ist voll | voller briefkasten | postfach überfüllt | speicherplatz | kontingent | zeitüberschreitung | nicht genügend speicher | vorübergehend | später erneut | quota überschritten | überlastet | zu viele verbindungen`,
  fr: `boîte pleine | boîte aux lettres pleine | boîte de réception pleine | quota dépassé | est pleine | dépassé son quota | délai dépassé | délai d'attente | temporairement | espace insuffisant`,
  es: `buzón lleno | está lleno | está llena | cuota excedida | superado su cuota | excedido la cuota | tiempo de espera | temporalmente | espacio insuficiente | sin espacio`,
  it: `casella piena | è piena | quota superata | superato la quota | spazio insufficiente | temporaneamente | tempo scaduto`,
  pt: `caixa cheia | caixa postal cheia | está cheia | cota excedida | quota excedida | espaço insuficiente | temporariamente | tempo esgotado`,
  nl: `mailbox vol | mailbox is vol | postvak is vol | postvak vol | quotum overschreden | tijdelijk | onvoldoende ruimte`,
  pl: `skrzynka pełna | jest pełna | przepełniona | przekroczono limit | tymczasow* | brak miejsca`,
  sv: `brevlådan är full | postlådan är full | inkorgen är full | kvot | tillfälligt`,
  da: `postkassen er fuld | indbakken er fuld | kvote | midlertidigt`,
  no: `postboksen er full | innboksen er full | kvote | midlertidig`,
  fi: `postilaatikko on täynnä | on täynnä | kiintiö | tilapäisesti`,
  cs: `schránka je plná | je plná | kvóta | dočasně`,
  hu: `megtelt | betelt | kvóta | ideiglenesen`,
  tr: `dolu | kotası | geçici olarak`,
  ru: `ящик переполнен | переполнен | квота | превышен | временно | недостаточно места`,
  ja: `容量 | 一杯 | 一時的 | いっぱい | 満杯 | タイムアウト`,
  zh: `已满 | 邮箱满 | 容量 | 超时 | 暂时 | 已滿 | 空间不足`,
  ko: `가득 | 용량 | 일시적`,
};

/** Of the words above those that are sure, whatever else is said. */
export const fullWords: Phrases = {
  en: `quota | over quota | mailbox full | mailbox is full | inbox full | inbox is full | try again | try again later`,
};

/** The address takes no mail for good. */
export const hardWords: Phrases = {
  en: `user unknown | unknown user | is unknown | no such user | no such mailbox | no such recipient | no such address | no such account | no such person | unknown recipient | recipient unknown | recipient not found | user not found | unknown account | unknown address | address unknown | invalid recipient | invalid mailbox
    | invalid address | invalid user | recipient invalid | not a valid | does not exist | doesn't exist | do not exist | doesn't have a | does not have a | not exist | mailbox not found | mailbox does not | mailbox unavailable | mailbox unknown | mailbox not available | mailbox disabled | mailbox is disabled
    | mailbox inactive | mailbox is inactive | account disabled | account is disabled | account has been disabled | account that you tried to reach is disabled | account inactive | account is inactive | account closed | account expired | account deleted | account has been | user disabled
    | user is disabled | user suspended | user inactive | inactive recipient | inactive user | account suspended | address rejected user | rejected user | address couldn't be found | address could not be found | couldn't be found | wasn't found | was not found | not our customer | isn't our customer | no mailbox
    | not found in directory | not listed in | not listed | unrouteable address | unroutable address | unrouteable mail domain | unrouteable | no longer available | no longer active | no longer exists | no longer in use | no longer valid | no longer accept* | has been discontinued | been deactivated | is deactivated
    | not known here | not known at this | isn't known | is not known | not local | user doesn't | domain not found | domain does not | host unknown | unknown host | host not found | unknown domain | no such domain | nxdomain | domain name not found | name or service not known | no mx | no mail hosts
    | bad destination mailbox | bad destination | bad address | unable to find recipient | recipient address rejected access denied | recipient not recognized | recipient rejected | recipientnotfound | notfound | address not found | no valid recipient* | illegal alias | alias does not
    | this user does | there is no such | not a known user | undeliverable address | verify failed | unable to verify user | access denied as | has moved | null mx | does not accept mail | couldn't find any host | not accepting mail | contact was not found
    | bad mailbox | addresses were unknown | not present | isn't a valid | nonexist* | non exist* | unverified address`,
  de: `empfänger unbekannt | unbekannter empfänger | benutzer unbekannt | existiert nicht | nicht gefunden | nicht bekannt | unbekannt* | nicht vorhanden | deaktiviert | gibt es nicht | ungültige adresse | nicht mehr gültig`,
  fr: `utilisateur inconnu | destinataire inconnu | n'existe pas | introuvable | inconnu* | adresse invalide | désactivé* | n'existe plus | n'a pas été trouvé* | incorrecte`,
  es: `usuario desconocido | destinatario desconocido | no existe | no se encontró | no se ha encontrado | desconocid* | dirección inválida | no es válida | desactivad* | inexistente`,
  it: `utente sconosciuto | destinatario sconosciuto | non esiste | sconosciut* | non trovat* | non è stato trovato | inesistente | disattivat* | indirizzo errato`,
  pt: `usuário desconhecido | utilizador desconhecido | destinatário desconhecido | não existe | não foi encontrad* | desconhecid* | inválid* | desativad* | inexistente`,
  nl: `onbekende gebruiker | onbekende ontvanger | bestaat niet | niet gevonden | onbekend | ongeldig adres`,
  pl: `nieznany użytkownik | nieznany odbiorca | nie istnieje | nie znaleziono | nieznany | nieprawidłowy adres`,
  sv: `okänd användare | okänd mottagare | finns inte | hittades inte | okänd`,
  da: `ukendt bruger | ukendt modtager | findes ikke | blev ikke fundet | ukendt`,
  no: `ukjent bruker | ukjent mottaker | finnes ikke | ble ikke funnet | ukjent`,
  fi: `tuntematon | ei ole olemassa | ei löydy | ei löytynyt`,
  cs: `neznámý | neexistuje | nebyl nalezen | nebyla nalezena`,
  hu: `ismeretlen | nem létezik | nem található`,
  ro: `necunoscut | nu există | nu a fost găsit`,
  tr: `bilinmeyen | mevcut değil | bulunamadı`,
  el: `άγνωστος | δεν υπάρχει | δεν βρέθηκε`,
  ru: `не существует | неизвестный | не найден | нет такого | неверный адрес | отключен`,
  uk: `не існує | невідомий | не знайдено`,
  ja: `存在しません | 見つかりません | 見つかりませんでした | 不明 | 宛先不明 | 存在しない`,
  zh: `不存在 | 找不到 | 未找到 | 无此用户 | 用户不存在 | 无效 | 查無`,
  ko: `존재하지 않 | 찾을 수 없 | 알 수 없는`,
};

/** The server takes mail for the address, and did not want this message, or this sender. */
export const refusedWords: Phrases = {
  en: `spam | spammer | unsolicited | blocked | blocked using | blocked by | frequency limited | is blocked | was blocked | been blocked | blacklisted | blackli* | blockli* | block list | black list | black listed | block listed | spamhaus | barracuda | sorbs | spamcop | rbl | dnsbl | poor reputation | low reputation | reputation | bad reputation
    | policy | policies | rejected due to | rejected for | content rejected | message content | virus | malware | malicious | phishing | infected | banned | attachment | message too large | message size | size limit | too large | too big | exceeds the maximum | exceeds maximum | exceeds size
    | size exceeds | message length | relay access denied | relaying denied | unable to relay | relay not permitted | not permitted to relay | relaying not allowed | relay denied | authentication required | unauthenticated | not authenticated | spf | dkim | dmarc | ptr | reverse dns | rdns | helo | access denied
    | not allowed to send | not authorized | not authorised | permission to send | only accepts | accept messages from | restricted | not permitted | prohibited | administratively | administrative prohibition | sender rejected | sender denied | sender address rejected | sender not allowed | sender verify failed
    | bad sender | rejected by recipient* | is not verified | sender blocked | junk | bulk mail | suspicious | suspected | banned sending ip | not accepted from | mail rejected | transaction failed | unacceptable | dangerous | security | high probability | scored | filter* | complaints | considered | envelope blocked
    | tls required | encryption required | must issue a starttls | line too long | lines longer | non rfc | not rfc | rfc 5322 | duplicate | header | url | link* in | daily limit | sending limit | limit for sending | too many messages | too many recipients | rate limit* | exceeded the rate`,
  de: `spam* | abgelehnt | richtlinie* | zurückgewiesen | gesperrt | sperrliste | virus | viren | zu groß | nicht berechtigt | unerwünscht* | blockiert`,
  fr: `spam | indésirable* | stratégie | politique | rejeté* | refusé* | bloqué* | virus | trop volumineux | trop grand | non autorisé* | pas autorisé`,
  es: `spam | correo no deseado | política* | rechazad* | bloquead* | virus | demasiado grande | no autorizad* | no está autorizado | no tiene permiso`,
  it: `spam | indesiderat* | criteri | rifiutat* | respint* | bloccat* | virus | troppo grande | non autorizzat*`,
  pt: `spam | indesejad* | política* | rejeitad* | recusad* | bloquead* | vírus | muito grande | demasiado grande | não autorizad*`,
  nl: `spam | beleid | geweigerd | geblokkeerd | virus | te groot | niet toegestaan`,
  pl: `spam | zasady | odrzucon* | zablokowan* | wirus* | za duża | nie masz uprawnień`,
  sv: `skräppost | spam | policy | avvisad* | blockera* | för stort`,
  ru: `спам* | политик* | отклонен* | заблокирован* | вирус* | слишком большой | слишком велик`,
  ja: `スパム | 迷惑メール | ポリシー | 拒否 | ウイルス | サイズ`,
  zh: `垃圾邮件 | 策略 | 拒收 | 拒绝 | 病毒 | 过大 | 太大 | 黑名单`,
  ko: `스팸 | 정책 | 거부 | 차단 | 바이러스`,
};

/** Said when the whole message was already handed over: then it is not the address that is refused. */
export const afterDataWords: Phrases = {
  en: `end of data | end of data command | after data | sending data | data command | after end of data | message data | queued as | dot | after message body | body of the message`,
};
