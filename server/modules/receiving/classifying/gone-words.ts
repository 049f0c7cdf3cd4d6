import { type Phrases } from './phrases.ts';

/** Somebody left for good, or the address is used no more. */
export const goneWords: Phrases = {
  en: `no longer works | no longer work | no longer working | no longer employed | no longer with | no longer at | is not with the company anymore | not with us anymore | has left the company | have left the company | has left the | left the company | left the organization | left the organisation | left the firm | i have left | i've left | has moved on | moved on from
    | no longer part of | no longer a member | is no longer here | no longer an employee | doesn't work here | does not work here | not work here anymore | has retired | have retired | i am retired | i'm retired | i retired | has resigned | passed away | is deceased | no longer in use | no longer in service | no longer monitored | is no longer active | no longer valid
    | address is no longer | mailbox is no longer | account is no longer | email is no longer | has been discontinued | has been deactivated | will be deactivated | is deactivated | no longer available at this | longer associated with | last day at | last day with | my last day | left employment | has departed | departed the | ceased to be | employment with | longer checks this | address has been retired | i am leaving | left my position | changed jobs | new position at`,
  de: `nicht mehr im unternehmen | nicht mehr für | nicht mehr bei | nicht mehr in unserem | nicht mehr in der firma | nicht mehr tätig | nicht mehr beschäftigt | ausgeschieden | unternehmen verlassen | firma verlassen | verlassen hat | habe ich das unternehmen | arbeitet nicht mehr | arbeite nicht mehr | im ruhestand | in rente | nicht mehr im hause | nicht mehr aktiv | nicht mehr gültig
    | nicht mehr verwendet | nicht mehr genutzt | nicht mehr in benutzung | wird nicht mehr abgerufen | verstorben | nicht mehr gelesen | in den ruhestand | mein letzter arbeitstag | nicht mehr unter dieser`,
  fr: `ne travaille plus | ne fait plus partie | a quitté l'entreprise | a quitté la société | a quitté ses fonctions | quitté l'entreprise | quitté la société | j'ai quitté | a quitté notre | n'est plus en poste | ne fais plus partie | plus utilisée | plus valide | plus active | n'est plus consultée | n'est plus employé* | à la retraite | retraité | partie à la retraite | n'est plus dans nos effectifs | plus dans l'entreprise | plus en activité | décédé*`,
  es: `ya no trabaja | ya no trabajo | ha dejado la empresa | dejó la empresa | he dejado la empresa | dejado de trabajar | ya no forma parte | ya no formo parte | ya no pertenece | no trabaja más | se ha jubilado | ya no está activ* | ya no está en uso | ya no se encuentra en la empresa | ya no está en la empresa | ha causado baja | ya no se utiliza | desvinculad* | ya no labora`,
  it: `non lavora più | non lavoro più | ha lasciato l'azienda | ho lasciato l'azienda | lasciato l'azienda | non fa più parte | non faccio più parte | non è più in | in pensione | non è più attiv* | non è più valid* | non è più utilizzat* | lasciato la società | non collabora più | non è più operativ* | cessato`,
  pt: `já não trabalha | não trabalha mais | já não trabalho | não trabalho mais | deixou a empresa | deixei a empresa | saiu da empresa | não faz mais parte | já não faz parte | não faço mais parte | aposentou* | reformad* | não está mais ativ* | já não está ativ* | não está mais na | desligad* da | desliguei | já não colabora | foi desativad*`,
  nl: `niet meer werkzaam | werkt niet meer | werk niet meer | niet langer werkzaam | niet langer in dienst | niet meer in dienst | uit dienst | heeft het bedrijf verlaten | bedrijf verlaten | met pensioen | niet meer in gebruik | niet langer in gebruik | niet meer actief | organisatie verlaten | wordt niet meer gelezen`,
  pl: `nie pracuje już | już nie pracuje | nie pracuję już | już nie pracuję | nie jest już pracownikiem | zakończył pracę | zakończyła pracę | zakończyłem pracę | zakończyłam pracę | na emeryturze | nie jest już aktywn* | nieaktywn* | odszedł z | odeszła z | nie jest już używany | zakończył* współpracę`,
  sv: `har slutat | inte längre kvar | arbetar inte längre | jobbar inte längre | gått i pension | används inte längre | har lämnat | slutat min anställning | slutat på | inte längre anställd | inte längre aktiv`,
  da: `er fratrådt | arbejder ikke længere | ikke længere ansat | er stoppet | gået på pension | anvendes ikke længere | bruges ikke længere | ikke længere aktiv | har forladt | fratrådt sin`,
  no: `har sluttet | jobber ikke lenger | arbeider ikke lenger | ikke lenger ansatt | gått av med pensjon | brukes ikke lenger | ikke lenger i bruk | har forlatt | ikke lenger aktiv`,
  fi: `ei ole enää | ei työskentele enää | en työskentele enää | en ole enää | siirtynyt pois | jäänyt eläkkeelle | eläkkeellä | ei ole enää käytössä | lopettanut | siirtynyt muihin tehtäviin`,
  cs: `již nepracuje | už nepracuje | již nepracuji | už nepracuji | ukončil pracovní poměr | ukončila pracovní poměr | v důchodu | již není zaměstnan* | již není aktivní | není již | již není používán* | opustil* společnost`,
  sk: `už nepracuje | už nepracujem | ukončil pracovný pomer`,
  hu: `már nem dolgozik | már nem dolgozom | távozott | nyugdíjba | nem dolgozik | megszűnt | már nem használ*`,
  ro: `nu mai lucrează | nu mai lucrez | a părăsit compania | am părăsit compania | s-a pensionat | nu mai este activ* | nu mai face parte`,
  hr: `više ne radi | više nije zaposlen*`,
  tr: `artık çalışmıyor | artık çalışmamakta* | artık çalışmamaktadır | ayrılmış* | ayrıldım | işten ayrıl* | görevinden ayrıl* | emekli | şirketten ayrıl* | kullanılmamakta* | çalışmamaktadır | şirketimizden`,
  el: `δεν εργάζεται πλέον | δεν εργάζομαι πλέον | αποχώρησε | έχει αποχωρήσει | συνταξιοδοτ* | δεν χρησιμοποιείται πλέον`,
  ru: `больше не работает | больше не работаю | уже не работает | уволился | уволилась | покинул компанию | покинула компанию | не работает в | более не работает | на пенсии | больше не используется | не используется | уволен | не является сотрудником`,
  uk: `більше не працює | більше не працюю | звільнився | звільнилась | вже не працює`,
  he: `אינו עובד עוד | כבר לא עובד | כבר לא עובדת | עזב את החברה | עזבה את החברה | סיים את עבודתו`,
  ar: `لم يعد يعمل | لم تعد تعمل | ترك العمل | غادر الشركة`,
  ja: `退職 | 退社いたしました | 退社しました | 異動 | 使用されておりません | 使用しておりません | 在籍しておりません | 廃止`,
  zh: `已离职 | 离职 | 已離職 | 不再任职 | 不再工作 | 离开公司 | 離開公司 | 已停用 | 已退休 | 不再使用 | 离开了公司`,
  ko: `퇴사 | 퇴직 | 더 이상 근무하지 | 근무하지 않 | 사용하지 않`,
};
