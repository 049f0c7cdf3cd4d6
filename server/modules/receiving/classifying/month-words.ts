import { plain } from './phrases.ts';

/** The months in order, each line one language; several spellings of a month have a stroke between them. */
const months: Readonly<Record<string, string>> = {
  en: `january/jan february/feb/febr march/mar april/apr may june/jun july/jul august/aug september/sep/sept october/oct november/nov december/dec`,
  de: `januar/jänner/jaenner februar/feber märz/maerz/mrz april mai juni juli august september oktober/okt november dezember/dez`,
  fr: `janvier/janv février/fevr/fév/fev mars avril/avr mai juin juillet/juil août septembre octobre novembre décembre/déc`,
  es: `enero/ene febrero marzo abril/abr mayo junio julio agosto/ago septiembre/setiembre octubre noviembre diciembre/dic`,
  it: `gennaio/genn/gen febbraio/febbr marzo aprile maggio/magg/mag giugno/giu luglio/lug agosto settembre/sett/set ottobre/ott novembre dicembre`,
  pt: `janeiro fevereiro março abril maio junho julho agosto setembro outubro/out novembro dezembro`,
  nl: `januari februari maart/mrt april mei juni juli augustus september oktober november december`,
  pl: `stycznia/styczeń/styczniu lutego/luty/lut marca/marzec kwietnia/kwiecień/kwi maja/maj czerwca/czerwiec/cze lipca/lipiec/lip sierpnia/sierpień/sie września/wrzesień/wrz października/październik/paź listopada/listopad/lis grudnia/grudzień/gru`,
  sv: `januari februari mars april maj juni juli augusti september oktober november december`,
  da: `januar februar marts april maj juni juli august september oktober november december`,
  no: `januar februar mars april mai juni juli august september oktober november desember/des`,
  fi: `tammikuuta/tammikuun/tammikuu helmikuuta/helmikuun/helmikuu maaliskuuta/maaliskuun/maaliskuu huhtikuuta/huhtikuun/huhtikuu toukokuuta/toukokuun/toukokuu kesäkuuta/kesäkuun/kesäkuu heinäkuuta/heinäkuun/heinäkuu elokuuta/elokuun/elokuu syyskuuta/syyskuun/syyskuu lokakuuta/lokakuun/lokakuu marraskuuta/marraskuun/marraskuu joulukuuta/joulukuun/joulukuu`,
  cs: `ledna/leden února/únor března/březen dubna/duben května/květen června/červen července/červenec srpna/srpen září října/říjen listopadu prosince/prosinec`,
  sk: `januára/január februára/február marca/marec apríla/apríl mája/máj júna/jún júla/júl augusta/august septembra/september októbra/október novembra/november decembra/december`,
  hu: `január/januárig februárig/február/febr március/márc április/ápr május/máj június/jún július/júl augusztus szeptember/szept október november december`,
  ro: `ianuarie/ian februarie martie aprilie mai/mai iunie/iun iulie/iul august septembrie octombrie noiembrie/nov decembrie`,
  hr: `siječnja/siječanj veljače/veljača ožujka/ožujak travnja/travanj svibnja/svibanj lipnja/lipanj srpnja/srpanj kolovoza/kolovoz rujna/rujan listopada - prosinca/prosinac`,
  tr: `ocak/oca şubat/şub mart nisan/nis mayıs haziran/haz temmuz/tem ağustos/ağu eylül/eyl ekim/eki kasım/kas aralık/ara`,
  el: `ιανουαρίου/ιανουάριος φεβρουαρίου/φεβρουάριος μαρτίου/μάρτιος απριλίου/απρίλιος μαΐου/μαϊου/μάιος ιουνίου/ιούνιος ιουλίου/ιούλιος αυγούστου/αύγουστος σεπτεμβρίου/σεπτέμβριος οκτωβρίου/οκτώβριος νοεμβρίου/νοέμβριος δεκεμβρίου/δεκέμβριος`,
  ru: `января/январь/янв февраля/февраль/фев марта/март/мар апреля/апрель/апр мая/май июня/июнь июля/июль августа/август/авг сентября/сентябрь/сен/сент октября/октябрь/окт ноября/ноябрь/ноя декабря/декабрь/дек`,
  uk: `січня/січень лютого/лютий березня/березень квітня/квітень травня/травень червня/червень липня/липень серпня/серпень вересня/вересень жовтня/жовтень листопада/листопад грудня/грудень`,
  bg: `януари февруари март април май юни юли август септември октомври ноември декември`,
  he: `ינואר/בינואר פברואר/בפברואר מרץ/במרץ/מרס אפריל/באפריל מאי/במאי יוני/ביוני יולי/ביולי אוגוסט/באוגוסט ספטמבר/בספטמבר אוקטובר/באוקטובר נובמבר/בנובמבר דצמבר/בדצמבר`,
  ar: `يناير فبراير مارس أبريل/ابريل مايو يونيو يوليو أغسطس/اغسطس سبتمبر أكتوبر/اكتوبر نوفمبر ديسمبر`,
  id: `januari februari maret april mei juni juli agustus september oktober november desember`,
};

/** Sunday first. */
const weekdays: Readonly<Record<string, string>> = {
  en: `sunday/sun monday/mon tuesday/tue/tues wednesday/wed thursday/thu/thurs friday/fri saturday/sat`,
  de: `sonntag/sonntags montag dienstag mittwoch donnerstag freitag samstag/sonnabend`,
  fr: `dimanche lundi mardi mercredi jeudi vendredi samedi`,
  es: `domingo lunes martes miércoles jueves viernes sábado`,
  it: `domenica lunedì martedì mercoledì giovedì venerdì sabato`,
  pt: `domingo segunda/segunda-feira terça/terça-feira quarta/quarta-feira quinta/quinta-feira sexta/sexta-feira sábado`,
  nl: `zondag maandag dinsdag woensdag donderdag vrijdag zaterdag`,
  pl: `niedziela/niedzielę/niedzieli poniedziałek/poniedziałku wtorek/wtorku środa/środę/środy czwartek/czwartku piątek/piątku sobota/sobotę/soboty`,
  sv: `söndag måndag tisdag onsdag torsdag fredag lördag`,
  da: `søndag mandag tirsdag onsdag torsdag fredag lørdag`,
  fi: `sunnuntaina/sunnuntai maanantaina/maanantai tiistaina/tiistai keskiviikkona/keskiviikko torstaina/torstai perjantaina/perjantai lauantaina/lauantai`,
  cs: `neděli/neděle pondělí úterý středu/středa čtvrtek pátek sobotu/sobota`,
  hu: `vasárnap hétfőn/hétfő kedden/kedd szerdán/szerda csütörtökön/csütörtök pénteken/péntek szombaton/szombat`,
  tr: `pazar pazartesi salı çarşamba perşembe cuma cumartesi`,
  ru: `воскресенье понедельник/понедельника вторник/вторника среду/среды/среда четверг/четверга пятницу/пятницы/пятница субботу/субботы/суббота`,
};

const numbered = (lines: Readonly<Record<string, string>>, first: number): ReadonlyMap<string, number> =>
  new Map(
    Object.values(lines).flatMap((line) =>
      line.split(' ').flatMap((spellings, at) => spellings.split('/').map((one) => [plain(one), at + first] as [string, number])),
    ),
  );

let monthNumbers: ReadonlyMap<string, number> | undefined;
let weekdayNumbers: ReadonlyMap<string, number> | undefined;

/** 1 for January; nothing where the word is no month. */
export function monthOf(word: string): number | undefined {
  monthNumbers ??= numbered(months, 1);
  return monthNumbers.get(word);
}

/** 0 for Sunday; nothing where the word is no day of the week. */
export function weekdayOf(word: string): number | undefined {
  weekdayNumbers ??= numbered(weekdays, 0);
  return weekdayNumbers.get(word);
}
