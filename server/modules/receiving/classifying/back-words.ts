import { type Phrases } from './phrases.ts';

/** Before a day: it is the last one of an absence. */
export const untilWords: Phrases = {
  en: `until | till | til | through | thru | up to | until and including | up until | until the end of | inclusive of | to and including`,
  de: `bis | bis zum | bis einschließlich | bis inklusive | bis inkl | bis und mit | bis einschl`,
  fr: `jusqu'au | jusqu'à | jusqu'à la date du | jusqu'au soir du | jusque`,
  es: `hasta | hasta el | hasta el día`,
  it: `fino al | fino a | sino al | fino all* | al giorno | fino`,
  pt: `até | até ao | até o | até dia | até ao dia | até o dia`,
  nl: `tot en met | t/m | tot | t m`,
  pl: `do dnia | do | aż do`,
  sv: `till och med | t o m | tom | till | fram till`,
  da: `til og med | t o m | til | indtil | frem til`,
  no: `til og med | t o m | til | fram til | frem til`,
  fi: `asti | saakka`,
  cs: `do | až do`,
  sk: `až do`,
  ro: `până pe | până în | până la | până`,
  hr: `do | zaključno s`,
  tr: `e kadar`,
  el: `μέχρι | έως | εως | μέχρι τις | έως τις | μέχρι και`,
  ru: `до | по | вплоть до | по включительно`,
  uk: `до | по`,
  bg: `до`,
  he: `עד | עד ה | עד לתאריך | עד יום`,
  ar: `حتى | إلى | لغاية | حتى تاريخ`,
  zh: `至 | 到 | 直到`,
};

/** Before a day: the writer is back on it. */
export const returnWords: Phrases = {
  en: `back | return | returning | returns | be in the office again | available again | back in the office | resume | reachable again | reopen | reopens | re open | open again | back at work | back on | in the office again | respond on | respond from`,
  de: `wieder | zurück | zurückkehren | rückkehr | erst | erst am | kehre | öffnen wir wieder`,
  fr: `retour | de retour | reviendrai | reviens | rentrerai | serai de nouveau | serai à nouveau | reprendrai | reprise | rouvr* | à nouveau | de nouveau`,
  es: `regreso | regresaré | vuelvo | volveré | vuelta | de vuelta | de nuevo | reincorpor* | incorporaré | retorno | retornaré | disponible el`,
  it: `rientro | rientrerò | ritorno | ritornerò | torno | tornerò | di nuovo | nuovamente | sarò in ufficio | riapr* | disponibile dal | di ritorno`,
  pt: `regresso | regressarei | retorno | retornarei | volto | voltarei | de volta | estarei de volta | de novo | novamente | regressando`,
  nl: `terug | weer | retour | weer aanwezig | weer bereikbaar`,
  pl: `wracam | powrót | wrócę | powrotu | z powrotem | ponownie | będę dostępn* | będę w biurze`,
  sv: `tillbaka | åter | återkommer | är på plats | svarar igen | igen`,
  da: `tilbage | igen | retur | vender tilbage`,
  no: `tilbake | igjen`,
  fi: `palaan | takaisin | palaamme | jälleen | tavoitettavissa | paluu`,
  cs: `zpět | vrátím se | návrat | vracím se | opět | znovu | budu zpátky | zpátky`,
  sk: `späť | vrátim sa | opäť | návrat`,
  hu: `vissza | visszatérek | visszatérés | ismét | újra | visszajövök | elérhető vagyok | legközelebb | első munkanapom`,
  ro: `revin | mă întorc | înapoi | din nou | întoarcere | reveni | întorc`,
  hr: `vraćam se | natrag | ponovno`,
  tr: `dönüş | döneceğim | tekrar | dönüş tarihim`,
  el: `επιστρέφω | επιστροφή | θα επιστρέψω | πίσω | ξανά`,
  ru: `вернусь | возвращаюсь | выйду | выхожу | возвращение | буду на месте | снова | буду в офисе | буду доступ* | вернется`,
  uk: `повернусь | повернуся | повертаюсь | повертаюся | повернення | знову | буду в офісі`,
  he: `אחזור | חוזר | חוזרת | אשוב | שוב`,
  ar: `سأعود | العودة | أعود | عودتي`,
  zh: `返回 | 回来 | 回到 | 复工 | 恢复 | 上班 | 返 | 回公司`,
  ja: `復帰 | 戻り | 出社 | 次回`,
  ko: `복귀`,
};

/** Before a day: something begins on it, a presence as well as an absence. */
export const sinceWords: Phrases = {
  en: `as of | starting | from | beginning`,
  de: `ab dem | ab | ab montag | ab dienstag`,
  fr: `à partir du | à compter du | dès le`,
  es: `a partir del | a partir de`,
  it: `a partire dal | dal giorno`,
  pt: `a partir de | a partir do | a partir do dia`,
  nl: `vanaf`,
  pl: `od dnia | od`,
  sv: `från och med | fr o m | från`,
  da: `fra og med | fra`,
  no: `fra og med | f o m`,
  cs: `od`,
  ro: `începând cu | din`,
  el: `από τις | από`,
  ru: `с | начиная с | со`,
  uk: `з`,
  he: `החל מ`,
  ar: `اعتبارا من`,
};

/** Before a day: an absence begins on it. */
export const fromWords: Phrases = {
  en: `since | between | leaving`,
  de: `vom | seit | von | zwischen`,
  fr: `du | depuis le | depuis | entre le`,
  es: `del | desde el | desde | entre el`,
  it: `dal | da | tra il`,
  pt: `desde | do dia | entre`,
  nl: `van | sinds`,
  da: `siden`,
};

/** Only a day that is not yet over, in words that turn "until" into the day of return: "not back until". */
export const notUntilWords: Phrases = {
  en: `not until | not before | not back until | back until | return until | returning until | available again until | only from`,
  de: `nicht vor | erst ab | erst am | erst wieder | nicht vor dem`,
  fr: `pas avant le | pas avant`,
  es: `no antes del | hasta que vuelva`,
  it: `non prima del`,
  pt: `não antes de`,
  nl: `niet voor | pas`,
  sv: `inte förrän`,
  da: `ikke før | først`,
  no: `ikke før | først`,
  ru: `не раньше`,
  pl: `nie wcześniej niż | dopiero`,
};

/** After a day: it is the last one of an absence. */
export const untilAfterWords: Phrases = {
  fi: `asti | saakka | mennessä`,
  tr: `a kadar | e kadar | ya kadar | ye kadar | tarihine kadar | na kadar | ne kadar | kadar`,
  hu: `ig | áig | éig | ig nem | ig bezárólag`,
  ja: `まで | 日まで`,
  ko: `까지`,
  zh: `止 | 为止 | 期间 | 之前不`,
  en: `inclusive`,
  de: `einschließlich | inklusive`,
  ru: `включительно`,
};

/** After a day: the writer is back on it. */
export const returnAfterWords: Phrases = {
  de: `wieder | zurück | bin ich zurück | erreichbar`,
  nl: `weer | terug | ben ik terug`,
  sv: `är jag tillbaka | tillbaka | åter`,
  da: `er jeg tilbage | tilbage | igen`,
  no: `er jeg tilbake | tilbake | igjen`,
  fi: `alkaen | lähtien | palaan | olen takaisin | jälleen`,
  tr: `itibaren | döneceğim | dönüyorum | tarihinde döneceğim | tarihinde dönüyorum | tarihinden itibaren | da döneceğim | te döneceğim | ofiste olacağım | dönmüş`,
  hu: `től | tól | án visszatérek | én visszatérek | tól ismét | től ismét | tól újra | vissza | visszatérek | án vissza* | én vissza*`,
  ja: `より | から | に戻 | に出社 | 以降 | に復帰 | 出社 | より出社 | より通常`,
  zh: `返回 | 回来 | 回到 | 恢复 | 上班 | 返岗 | 回公司 | 起恢复 | 复工 | 返工 | 回覆 | 後`,
  ko: `복귀 | 부터 | 에 복귀 | 돌아`,
  en: `back | i will be back | i am back | i'll be back | onwards | onward`,
  fr: `de retour | je serai de retour`,
  pl: `wracam | będę z powrotem`,
  cs: `zpět | se vrátím`,
};

/** Between two days: the second one is the last of an absence. */
export const rangeWords: Phrases = {
  en: `to | until | till | through | thru | and | up to | inclusive`,
  de: `bis | bis zum | und | bis einschließlich`,
  fr: `au | jusqu'au | et le | à | et`,
  es: `al | hasta el | a | y el | hasta | al día`,
  it: `al | fino al | a | e il`,
  pt: `a | até | ao | e | até o | até ao | à`,
  nl: `tot en met | t m | tot | en`,
  pl: `do | do dnia`,
  sv: `till | till och med | och`,
  da: `til | til og med | og`,
  cs: `do | až`,
  ro: `până la | până pe | la | și`,
  tr: `ile | ve`,
  el: `έως | μέχρι`,
  ru: `по | до`,
  he: `עד`,
  ar: `إلى | حتى`,
  ja: `から | より`,
  zh: `至 | 到`,
  ko: `부터 | 에서`,
};

/** Tomorrow, where it is said beside a return. */
export const tomorrowWords: Phrases = {
  en: `back tomorrow | return tomorrow | returning tomorrow | in the office tomorrow | available tomorrow`,
  de: `morgen wieder | ab morgen`,
  fr: `de retour demain | dès demain`,
  es: `mañana de nuevo | vuelvo mañana | regreso mañana`,
  it: `torno domani | rientro domani | rientrerò domani`,
  nl: `morgen weer | morgen terug`,
};
