/** Misspelled words, and words of other languages. */

import type { Tickets } from "../../../store/mod.ts";

/** Tickets in the languages of a desk. Their words are near those of other languages. */
export const ENGLISH = [
  "I still hold the old card, but the new part of the account frame was never held or sorted",
  "Where is the rest of my funds? A man at the bank counter said that the fact sheet is out of order",
  "The cash machine made a strange noise at the start, and then the screen went dark",
  "Can you raise my limit per month, or sort out the urgent transfer to the auto shop?",
  "My mail address and my phone number are wrong in the main menu of the website",
  "A payment was declined twice, although the balance was high enough for the purchase",
  "The password reset link expired before I could verify my identity with a passcode",
  "I want to cancel the delivery and receive a refund for the duplicate transaction",
  "The exchange rate differs from the currency rate that was shown for the withdrawal",
  "Please switch my plan to the virtual card, and apply the discount for students",
  "The statement lists a pending charge from Mastercard that I do not recognize",
  "I moved and need a different contactless card at once, since mine was stolen in town",
];
export const GERMAN = [
  "Meine Kreditkarte wurde abgelehnt, und das Konto ist gesperrt",
  "Die Überweisung ist noch nicht angekommen, obwohl der Kunde bezahlt hat",
  "Ich habe das Passwort für die Anmeldung vergessen und warte auf eine Bestätigung",
  "Die Rückerstattung für meine Bestellung fehlt auf der Rechnung",
];
const FRENCH = [
  "Ma carte bancaire a été refusée, et le virement est en attente depuis hier",
  "Le remboursement de la commande n'est pas arrivé sur mon compte",
];
const SPANISH = [
  "La tarjeta fue bloqueada y no puedo pagar la factura con mi cuenta",
  "La devolución del pedido no ha llegado, y la contraseña dejó de funcionar",
];
const RUSSIAN = ["Платёж не прошёл, и моя карта заблокирована", "Где возврат за мой заказ? Пароль не работает"];
const GREEK = ["Η πληρωμή απορρίφθηκε και η κάρτα μου είναι κλειδωμένη"];

/** Misspelled words, each with the one that was meant. */
export const MISSPELLED: readonly [language: string, desk: readonly string[], words: string][] = [
  [
    "English",
    ENGLISH,
    "refnud refund reufnd refund refun refund refundd refund trasnfer transfer tranfer transfer transferr transfer " +
    "payemnt payment paymet payment paymnet payment recieve receive acount account accuont account acccount account " +
    "pasword password passowrd password verfy verify indentity identity idenity identity withdrawl withdrawal " +
    "withdrawel withdrawal exchnage exchange exhange exchange curency currency currancy currency balence balance " +
    "blance balance delcined declined contactles contactless contacless contactless delievery delivery " +
    "delivry delivery stolne stolen virtaul virtual cancle cancel charg charge charnge charge " +
    "tranaction transaction transcation transaction transacton transaction machne machine machien machine adress address " +
    "addres address expried expired phoen phone phon phone ohone phone crad card cardd card caed card carf card acrd card " +
    "csah cash bnak bank statment statement aply apply limt limit lmit limit limmit limit pendng pending " +
    "penidng pending duplciate duplicate dublicate duplicate swich switch mastecard mastercard mastrecard mastercard " +
    "passcdoe passcode discoutn discount efund refund nmonth month passwort password urgnet urgent",
  ],
  [
    "German",
    GERMAN,
    "kreditkrate kreditkarte kreditkare kreditkarte überweisng überweisung ueberweisng überweisung uberweisung überweisung " +
    "paswort passwort abgelent abgelehnt gespert gesperrt rechnugn rechnung rechung rechnung rückerstatung rückerstattung " +
    "bestelung bestellung anmeldng anmeldung vergesen vergessen",
  ],
  [
    "French",
    FRENCH,
    "remborsement remboursement remboursemnt remboursement virment virement comande commande comtpe compte " +
    "bancaier bancaire refusee refusée refusé refusée",
  ],
  [
    "Spanish",
    SPANISH,
    "tarjta tarjeta tarejta tarjeta bloqeada bloqueada factrua factura devolucoin devolución contrasena contraseña " +
    "contraseñaa contraseña cuneta cuenta",
  ],
  ["Russian", RUSSIAN, "заблокрована заблокирована возвртат возврат плтаеж платёж парлоь пароль закза заказ"],
  ["Greek", GREEK, "πληρωμη πληρωμή πληρωμηή πληρωμή κλειδωμνη κλειδωμένη καρτα κάρτα"],
];

/** Words of languages that the desks above do not have, or of whose tickets none has them. */
const FOREIGN =
  "karte rechnung kunde kein brief lieferung hilfe frage falsch sperren neue heute gestern drucker stadt betrag verloren " +
  "ausland kosten preis tasse bildschirm versand paket rabatt gutschein monat woche abbuchung lastschrift störung " +
  "carte argent erreur virement perdue facture livraison commande aide retrait banque solde frais retard attente prêt " +
  "colis panier achat envoyer fermer ouvrir tarif voyage magasin courriel preuve " +
  "tarjeta dinero cuenta contraseña transferencia perdida robada factura reembolso entrega pedido ayuda cargo saldo banco " +
  "cobro cambio moneda efectivo enviar cerrar correo clave tienda compra " +
  "carta soldi bonifico rimborso persa rubata errore fattura consegna ordine aiuto valuta negozio sconto reso " +
  "cartão conta dinheiro senha pagamento boleto roubado trocar moeda fechar loja frete desconto " +
  "kaart rekening betaling wachtwoord overboeking wisselen sluiten winkel korting " +
  "kort pengar betalning lösenord beställning överföring växla butik frakt stjålet mistet overførsel " +
  "karta pieniądze hasło płatność zwrot przelew sklep dostawa kart hesap para ödeme şifre iade kayıp döviz mağaza " +
  "kartti raha tili maksu kauppa toimitus alennus kártya pénz számla elveszett lopott bolt pierdut furat livrare " +
  "карта деньги перевод счёт κάρτα χρήματα";

/** Returns the word that is searched instead of another; "found" if that one occurs. */
export async function correctWord(tickets: Tickets, query: string): Promise<string | undefined> {
  const { corrections, items } = await tickets.search(query, { limit: 1 });
  return corrections[0]?.searched ?? (items.length > 0 ? "found" : undefined);
}

/** Lists the words that are not corrected to the one that was meant, and not found as they are. */
export async function listMissed(tickets: Tickets, words: string): Promise<string[]> {
  const all = words.split(" ");
  const missed: string[] = [];
  for (let index = 0; index < all.length; index += 2) {
    const [typed, meant] = [all[index]!, all[index + 1]!];
    const searched = await correctWord(tickets, typed);
    if (searched !== "found" && !searched?.startsWith(meant.slice(0, -2))) missed.push(`${typed}: ${searched}`);
  }
  return missed;
}

/** Lists the words of other languages that are corrected. */
export async function listWrong(tickets: Tickets): Promise<string[]> {
  const wrong: string[] = [];
  for (const word of FOREIGN.split(" ")) {
    const searched = await correctWord(tickets, word);
    if (searched !== undefined && searched !== "found") wrong.push(`${word}: ${searched}`);
  }
  return wrong;
}
