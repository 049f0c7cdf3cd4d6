import { type Phrases } from './phrases.ts';

/** How servers and programs head a message about one that was not delivered. */
export const bounceSubjects: Phrases = {
  en: `undeliverable | undelivered | undelivered mail returned to sender | returned mail | mail delivery failed | mail delivery failure | delivery failure | delivery failed
    | delivery status notification failure | failure notice | failed delivery | message delivery failed | message delivery failure | delivery has failed | nondeliverable mail
    | non deliverable | mail system error | returned to sender | message undeliverable | could not be delivered | unable to deliver | delivery unsuccessful | non delivery report
    | non delivery notification | nondelivery report | mail could not be delivered | message not delivered | email not delivered | delivery error | rejected | error sending
    | message delivery has failed | mail failure | permanent failure | not delivered | undeliverable mail | undelivered message | bounce | bounced | email delivery failure | delivery report failed
    | mail failed | message blocked | message rejected | address not found | message bounced`,
  de: `unzustellbar* | nicht zustellbar* | zustellung fehlgeschlagen | fehler bei der zustellung | zustellungsfehler | nachricht konnte nicht zugestellt | nicht zugestellt
    | mail konnte nicht | unzustellbarkeitsbericht | zustellfehler | rückläufer | übermittlung fehlgeschlagen | zustellung nicht möglich`,
  fr: `non remis | non délivré | non distribué | échec de la remise | échec de remise | échec de la distribution | échec de livraison | non distribuable | message non délivré
    | courrier non remis | notification d'échec | échec d'envoi | retour à l'expéditeur | notification d'état de remise échec | échec de l'envoi`,
  es: `no se puede entregar | no entregado | mensaje no entregado | error de entrega | error en la entrega | correo no entregado | no se pudo entregar | devuelto al remitente
    | fallo en la entrega | notificación de estado de entrega error | entrega fallida`,
  it: `non recapitabile | mancato recapito | recapito non riuscito | messaggio non recapitato | errore di consegna | mancata consegna | impossibile recapitare | posta non recapitata
    | notifica di mancato recapito | consegna fallita | avviso di mancata consegna`,
  pt: `não é possível entregar | não entregue | não entregável | falha na entrega | mensagem não entregue | erro de entrega | falha de entrega | devolvido ao remetente | não foi possível entregar
    | entrega falhou`,
  nl: `onbestelbaar* | niet bezorgd | bezorging mislukt | niet afgeleverd | kan niet worden bezorgd | aflevering mislukt | mail niet bezorgd | niet te bezorgen`,
  pl: `niedostarczalne | niedostarczon* | nie można dostarczyć | niepowodzenie dostarcz* | zwrot wiadomości | nie dostarczono | błąd dostarcz* | wiadomość niedostarczona | zwrot poczty`,
  sv: `går inte att leverera | kan inte levereras | kunde inte levereras | ej levererat | leverans misslyckades | olevererat | det gick inte att leverera`,
  da: `kan ikke leveres | kunne ikke leveres | ikke leveret | levering mislykkedes | uleverbar*`,
  no: `kan ikke leveres | kunne ikke leveres | ikke levert | levering mislyktes | leveringsfeil`,
  fi: `ei voida toimittaa | toimitus epäonnistui | viestiä ei voitu toimittaa | toimittamaton | ei toimitettu`,
  cs: `nedoručitelné | nedoručeno | nelze doručit | doručení selhalo | nedoručená zpráva | doručení se nezdařilo`,
  sk: `nedoručiteľné | nedoručené | doručenie zlyhalo`,
  hu: `kézbesíthetetlen | nem kézbesíthető | sikertelen kézbesítés | kézbesítés sikertelen | kézbesítési hiba`,
  ro: `nelivrabil | nelivrat | livrare eșuată | nu poate fi livrat | imposibil de livrat | mesaj nelivrat`,
  hr: `ne može se isporučiti | nije isporučeno | neisporučeno`,
  tr: `teslim edilemedi | iletilemedi | teslim edilemiyor | iletim hatası | teslimat başarısız | gönderilemedi`,
  el: `δεν είναι δυνατή η παράδοση | αποτυχία παράδοσης | μη παραδοτέο | δεν παραδόθηκε`,
  ru: `не доставлено | недоставлено | не удается доставить | не удалось доставить | недоставленное сообщение | ошибка доставки | сбой доставки | невозможно доставить | доставка не удалась | возврат письма
    | сообщение не доставлено`,
  uk: `не доставлено | не вдалося доставити | неможливо доставити | помилка доставки`,
  bg: `не може да бъде доставено | недоставено`,
  he: `לא ניתן למסירה | לא נמסר | כשל במסירה`,
  ar: `غير قابل للتسليم | تعذر التسليم | فشل التسليم | لم يتم التسليم`,
  ja: `メールエラー | エラー通知 | 配信不能 | 配信できません | 配信エラー | 送信失敗 | 配信失敗 | 配達できません | 未配信 | 送信できませんでした | 配信不可 | 返信不能`,
  zh: `无法送达 | 未送达 | 退信 | 投递失败 | 無法傳遞 | 无法传递 | 系统退信 | 邮件退回 | 傳送失敗 | 发送失败 | 無法送達 | 退件`,
  ko: `배달되지 않음 | 배달할 수 없음 | 전송 실패 | 배달 실패 | 발송 실패 | 반송`,
  th: `ไม่สามารถส่งได้ | ส่งไม่สำเร็จ`,
  vi: `không gửi được | không thể gửi`,
};

/** What servers write into a message about one that was not delivered. */
export const bounceWords: Phrases = {
  en: `could not be delivered | couldn't be delivered | cannot be delivered | can not be delivered | was not delivered | wasn't delivered | has not been delivered | not been able to deliver
    | wasn't able to deliver | was not able to deliver | unable to deliver | were unable to deliver | failed to deliver | could not deliver | couldn't deliver | cannot deliver | delivery failed
    | delivery has failed | delivery to the following recipient failed | delivery to the following recipients failed | permanent fatal errors | permanent error | permanent failure | failed permanently
    | did not reach | didn't reach | could not be reached | undeliverable | undelivered | returned to sender | returned to the sender | the following addresses failed | the following address failed
    | delivery attempt failed | message was rejected | message has been rejected | was rejected by | has been rejected by | was blocked | has been blocked | i've given up | have given up | giving up on it
    | giving up | user unknown | unknown user | no such user | unknown recipient | recipient unknown | mailbox unavailable | mailbox not found | mailbox is full | mailbox full | over quota | quota exceeded
    | address couldn't be found | address could not be found | recipient address rejected | unrouteable address | unroutable | does not exist | doesn't exist | host unknown | host not found
    | not listed in | bounced back | message bounced | could not send your message | was undeliverable | not deliverable | failed recipient | failed recipients | delivery to these recipients
    | wasn't found at | no mailbox here by that name | did not receive your message | message you sent was not delivered | delivery failure | returning message to sender | attempts to deliver
    | rejected your message | refused to accept | has not been sent | unsuccessful delivery | did not get through | couldn't be sent | will not be delivered | remote server replied | remote host said | error has occurred while attempting to deliver | error occurred while trying to deliver | error occurred while attempting to deliver | was aborted | envelope expired | mail failed | returning to sender | had delivery errors | no valid recipients`,
  de: `konnte nicht zugestellt | konnten nicht zugestellt | nicht zugestellt werden | kann nicht zugestellt | unzustellbar* | nicht zustellbar* | zustellung fehlgeschlagen | wurde nicht zugestellt
    | konnte nicht ausgeliefert | konnte nicht übermittelt | fehler bei der zustellung | empfänger unbekannt | unbekannter empfänger | postfach voll | postfach ist voll | existiert nicht | wurde abgelehnt
    | wurde zurückgewiesen | nicht gefunden wurde | nicht erreicht werden | fehler beim zustellen | endgültig gescheitert | nicht ausgeliefert werden | nicht übermittelt werden | nicht weitergeleitet werden
    | zustellung ist gescheitert | fehlgeschlagen`,
  fr: `n'a pas pu être remis | n'a pas pu être délivré | n'a pas été remis | n'a pas été délivré | n'a pas pu être distribué | impossible de remettre | impossible de délivrer | échec de la remise
    | échec de la distribution | échec de livraison | utilisateur inconnu | destinataire inconnu | boîte pleine | boîte aux lettres pleine | n'existe pas | a été rejeté | a été refusé | n'a pu être remis
    | n'a pu être délivré | adresse introuvable | n'a pas été distribué | n'ont pas pu être joints | n'a pas pu être envoyé | n'a pas pu être acheminé`,
  es: `no se pudo entregar | no se ha podido entregar | no pudo ser entregado | no ha podido ser entregado | no se puede entregar | no fue entregado | no ha sido entregado | error en la entrega
    | error al entregar | usuario desconocido | destinatario desconocido | buzón lleno | no existe | fue rechazado | ha sido rechazado | no se entregó | no se ha entregado | falló la entrega | dirección no encontrada
    | no se pudo enviar | imposible entregar`,
  it: `non è stato possibile recapitare | non è stato recapitato | impossibile recapitare | non recapitato | non è stato consegnato | impossibile consegnare | mancata consegna | mancato recapito
    | utente sconosciuto | destinatario sconosciuto | casella piena | non esiste | è stato rifiutato | è stato respinto | recapito non riuscito | non ha potuto essere recapitato | non può essere consegnato
    | non può essere recapitato | non è stato inviato | consegna non riuscita`,
  pt: `não pôde ser entregue | não foi possível entregar | não foi entregue | falha na entrega | falha ao entregar | usuário desconhecido | utilizador desconhecido | destinatário desconhecido | caixa cheia
    | caixa postal cheia | não existe | foi rejeitada | foi rejeitado | foi recusada | não pode ser entregue | não foi encontrado | não foi encontrada | não foi enviada | não foi possível enviar`,
  nl: `kon niet worden bezorgd | kan niet worden bezorgd | niet worden afgeleverd | is niet bezorgd | niet bezorgd | kon niet worden afgeleverd | bezorging mislukt | aflevering mislukt | onbekende gebruiker
    | onbekende ontvanger | mailbox vol | mailbox is vol | bestaat niet | werd geweigerd | is geweigerd | kan niet worden afgeleverd | onbestelbaar* | niet afleveren`,
  pl: `nie mogła zostać dostarczona | nie może zostać dostarczona | nie została dostarczona | nie udało się dostarczyć | nie można dostarczyć | nieznany użytkownik | nieznany odbiorca | nie istnieje
    | została odrzucona | skrzynka pełna | skrzynka jest przepełniona | niedostarczon* | nie dostarczono | skrzynka odbiorcy jest pełna`,
  sv: `kunde inte levereras | har inte levererats | kan inte levereras | gick inte att leverera | misslyckades | okänd användare | okänd mottagare | finns inte | avvisades | brevlådan är full`,
  da: `kunne ikke leveres | blev ikke leveret | kan ikke leveres | ukendt bruger | ukendt modtager | findes ikke | blev afvist | postkassen er fuld`,
  no: `kunne ikke leveres | ble ikke levert | kan ikke leveres | ukjent bruker | ukjent mottaker | finnes ikke | ble avvist | postboksen er full`,
  fi: `ei voitu toimittaa | ei voida toimittaa | toimitus epäonnistui | tuntematon käyttäjä | tuntematon vastaanottaja | ei ole olemassa | hylättiin | postilaatikko on täynnä | ei toimitettu`,
  cs: `nelze doručit | nebylo možné doručit | nebyla doručena | nemohla být doručena | se nepodařilo doručit | neznámý uživatel | neznámý příjemce | neexistuje | byla odmítnuta | schránka je plná
    | nepodařilo se doručit`,
  hu: `nem sikerült kézbesíteni | nem kézbesíthető | nem lehetett kézbesíteni | kézbesítése sikertelen | ismeretlen felhasználó | ismeretlen címzett | nem létezik | visszautasít* | megtelt`,
  ro: `nu a putut fi livrat | nu poate fi livrat | nu a fost livrat | utilizator necunoscut | destinatar necunoscut | nu există | a fost respins`,
  tr: `teslim edilemedi | iletilemedi | ulaştırılamadı | bilinmeyen kullanıcı | mevcut değil | reddedildi | posta kutusu dolu | bulunamadı`,
  el: `δεν ήταν δυνατή η παράδοση | δεν παραδόθηκε | δεν μπόρεσε να παραδοθεί | άγνωστος χρήστης | άγνωστος παραλήπτης | δεν υπάρχει`,
  ru: `не удалось доставить | не может быть доставлено | не было доставлено | не доставлено | невозможно доставить | не удается доставить | пользователь не найден | неизвестный пользователь | не существует
    | было отклонено | отклонено | ящик переполнен | не найден | не могло быть доставлено | не смогли доставить | недоступен`,
  uk: `не вдалося доставити | не може бути доставлено | не доставлено | не існує | відхилено`,
  he: `לא ניתן היה למסור | לא נמסרה | לא ניתן למסור | אינו קיים`,
  ar: `تعذر تسليم | لم يتم تسليم | فشل تسليم | غير موجود`,
  ja: `配信できませんでした | 配信できません | 届きませんでした | 送信できませんでした | 見つかりません | 存在しません | 拒否されました | 配達できません | 配信されませんでした | 配送できません | 宛先不明`,
  zh: `无法送达 | 无法投递 | 不存在 | 投递失败 | 被拒收 | 被退回 | 無法傳遞 | 无法传递 | 未能送达 | 找不到 | 無法傳送 | 未能投递 | 发送失败 | 被拒绝 | 被系统退回 | 無法送達`,
  ko: `배달하지 못했습니다 | 배달할 수 없습니다 | 전송하지 못했습니다 | 존재하지 않 | 거부되었 | 전달되지 않았 | 찾을 수 없습니다 | 배달되지 못했`,
  vi: `không thể gửi | không gửi được | không tồn tại`,
};

/** Still tried: a warning, which says itself that it is no failure. */
export const delayedWords: Phrases = {
  en: `still trying | will be retried | will continue to be made | will keep trying | will continue to try | continue to try | will retry | do not need to resend | don't need to resend | warning message only
    | no action is required on your part | delivery attempts will continue | temporarily delayed | delivery delayed | has been delayed | is delayed | delayed mail | delivery is delayed
    | could not send message for past | could not send mail for past | still undelivered after | could not send message for the past | will be attempted again | is still in the queue | has not yet been delivered | still being retried | not been delivered yet
    | message is delayed | we'll keep trying | server will try | will try again | trying to deliver | not yet been delivered | attempts to deliver the message will continue | delivery status notification delay
    | delivery delay | you need not resend | no need to resend | delayed | temporary problem delivering | retry for`,
  de: `zustellung verzögert | verzögert sich | verzögerte zustellung | wird weiterhin versucht | weitere zustellversuche | wird weiter versucht | noch nicht zugestellt | versucht es weiter | verzögert
    | weitere versuche | erneut versucht | nicht erneut senden | nur eine warnung`,
  fr: `remise différée | remise retardée | a été retardée | est retardé | différé | retardé | nouvelles tentatives | continuera d'essayer | pas encore été remis | n'a pas encore été | tentatives de remise se poursuiv*
    | continuera à essayer | retardée`,
  es: `entrega retrasada | se ha retrasado | retrasado | se seguirá intentando | seguirá intentando | aún no se ha entregado | todavía no se ha entregado | retraso en la entrega | no es necesario reenviar`,
  it: `consegna ritardata | recapito ritardato | in ritardo | ritardat* | verrà ritentato | continuerà a tentare | non è ancora stato | ulteriori tentativi | saranno effettuati altri tentativi`,
  pt: `entrega atrasada | está atrasada | foi adiada | continuará tentando | continuará a tentar | ainda não foi entregue | tentaremos novamente | atrasada | atraso na entrega`,
  nl: `vertraagd | vertraging | wordt opnieuw geprobeerd | blijft proberen | nog niet bezorgd | nog niet afgeleverd | opnieuw proberen`,
  pl: `opóźnion* | opóźnienie | ponowne próby | nadal będzie próbować | kolejne próby | jeszcze nie została dostarczona | nie została jeszcze dostarczona`,
  sv: `försenad | fördröjd | försöker igen | fortsätter att försöka | har ännu inte levererats`,
  da: `forsinket | forsøger igen | endnu ikke leveret`,
  no: `forsinket | prøver igjen | ennå ikke levert`,
  fi: `viivästy* | yritetään uudelleen | ei ole vielä toimitettu`,
  cs: `zpožděn* | zpoždění | bude se znovu pokoušet | dosud nebyla doručena | zatím nebyla`,
  hu: `késleltet* | késik | késedelm* | újrapróbál* | még nem`,
  ro: `întârziat | întârziere | va reîncerca`,
  tr: `gecikti | gecikme | gecikiyor | yeniden denenecek | denemeye devam`,
  el: `καθυστέρησε | καθυστέρηση | θα συνεχίσει`,
  ru: `отложена | отложено | задержка | задерживается | задержано | попытки доставки будут продолжены | повторит попытку | пока не доставлено | еще не доставлено | будут продолжаться`,
  uk: `затримано | затримка | затримується`,
  ja: `遅延 | 再送を試みます | 再試行 | 配信が遅れ`,
  zh: `延迟 | 延遲 | 将继续尝试 | 將繼續嘗試 | 重试`,
  ko: `지연 | 다시 시도`,
};

/** Given up: said beside words of delay, these decide. */
export const givenUpWords: Phrases = {
  en: `given up | giving up | permanent error | permanent errors | permanent failure | failed permanently | permanent fatal errors | returning message to sender | could not be delivered for | too long | expired | retry timeout exceeded
    | will not be retried | no further attempts | stopped trying | will not be attempted | delivery has failed | message will be deleted from queue | removed from the queue | delivery failed | i'm not going to try again`,
  de: `endgültig | aufgegeben | keine weiteren versuche | wird nicht weiter versucht | abgelaufen`,
  fr: `définitif | définitive | abandonné | plus de tentative | expiré`,
  es: `definitivo | abandonado | no se volverá a intentar | caducado`,
  it: `definitivo | abbandonat* | scaduto`,
  pt: `definitiv* | desistimos | expirou`,
  ru: `окончательн* | прекращены | больше не будет`,
};

/** It arrived, or was handed on. */
export const deliveredWords: Phrases = {
  en: `successfully delivered | was successfully relayed | successful mail delivery | successfully relayed | is complete but no delivery notification | no delivery notification was sent | delivery status notification success | was delivered to the following | delivery to these recipients is complete | delivery to these recipients or groups is complete | has been successfully`,
  de: `erfolgreich zugestellt | zustellung erfolgreich | wurde zugestellt | erfolgreich übermittelt | weitergeleitet es wurde`,
  fr: `remis avec succès | a été remis | livré avec succès | la remise est terminée`,
  es: `entregado correctamente | se ha entregado | entrega completada`,
  it: `recapitato correttamente | consegnato correttamente | recapito completato`,
  pt: `entregue com êxito | entregue com sucesso`,
  nl: `succesvol bezorgd | is bezorgd`,
  pl: `dostarczona pomyślnie | pomyślnie dostarczona`,
  ru: `успешно доставлено | успешно доставлена`,
  ja: `配信されました | 正常に配信`,
  zh: `成功送达 | 已成功`,
};
