/**
 * The most common function words of each language, folded. They tell languages apart, and count little in a query.
 * Changing a list changes the index: see `INDEX_VERSION`.
 */

/** Languages by their code (ISO 639-1), in the order in which ties are decided. */
export const STOP_WORDS: Readonly<Record<string, string>> = {
  en: "a about all also am an and any are as at be because been being both but by " +
    "can cannot cant could couldnt did didnt do does doesnt doing dont each few for from " +
    "had has have havent having he her here hers him his how i id if ill im in into is isnt it its itself ive just let me " +
    "more most my myself of on only or other our ours please she should so some such than " +
    "thank thanks that thats the their theirs them then there these they this those to too until us very was " +
    "wasnt we were what whats when where which while who whom why will with wont would you your yours",
  de:
    "aber alle als also am an auch auf aus bei beim bin bis bitte da damit dann das dass dem den der des die dies diese " +
    "diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es etwas euch fur hab habe haben hat " +
    "hatte hier ich ihm ihn ihnen ihr ihre ihren im in ist ja jede jetzt kann konnen man mein meine meinem meinen meiner mich " +
    "mir mit muss nach noch nun nur ob oder ohne schon sehr sein seine seit sich sie sind so soll uber um und uns unser unsere " +
    "unter vom von vor wann war waren was weil wenn wer werden wie wieder wir wird wo zu zum zur",
  fr:
    "a afin ai alors apres as au aucun aussi autre aux avant avec avez avons bien bonjour car ce cela ces cet cette chez " +
    "comme comment dans de depuis des donc dont du elle elles en encore est et ete etes etre eu fait il ils je jai la le les " +
    "leur lui ma mais me meme merci mes moi mon ne ni nos notre nous on ont ou par pas plus pour pourquoi quand que quel " +
    "quelle qui quoi sa sans se ses si son sont sous suis sur ta te tes toi ton tous tout toute tres tu un une vers votre " +
    "vos vous y",
  es:
    "a al algo alguna alguno ante antes aqui asi aun aunque cada como con cual cuando de del desde donde dos durante e el " +
    "ella ellas ellos en entre era es esa ese eso esta estaba estan estar este esto estos estoy fue gracias ha habia han hasta " +
    "hay he hola la las le les lo los mas me mi mis mucho muy ni nos nosotros o os otra otro para pero por porque puede puedo " +
    "que quien se sea ser si sido sin sobre solo son soy su sus tambien te tengo tiene toda todo todos tu tus un una uno unos " +
    "usted y ya yo",
  it:
    "a abbiamo ad agli ai al alla alle allo anche ancora avere c che chi ci cio col come con cosa cui da dagli dai dal dalla " +
    "dei del della delle dello di dopo dove e ed era essere fa gli grazie ha hai hanno ho i il in io la le lei li lo loro lui " +
    "ma me mi mia mie miei mio molto ne negli nei nel nella nelle noi nostra nostro o ogni per perche piu poi puo quale quando " +
    "quanto quella quello questa queste questi questo qui se sei si sia siamo solo sono sta stato su sua sul sulla suo ti tra " +
    "tu tua tuo tutti tutto un una uno vi voi",
  pt:
    "a ao aos aquela aquele aqui as ate com como da das de dela dele deles depois do dos e ela elas ele eles em entre era " +
    "essa esse esta estao estar estava este estou eu foi ha isso isto ja la lhe mais mas me mesmo meu meus minha minhas muito " +
    "na nas nem no nos nossa nosso num numa o obrigado ola onde os ou para pela pelo pelos por porque posso quais qual quando que quem " +
    "sao se seja sem ser seu seus so sobre sua suas tambem te tem tenho ter teu tua tudo um uma umas uns voce",
  nl:
    "aan al alle als altijd ben bij dan dat de der deze die dit doch doen door dus een en er ge geen graag had heb hebben heeft " +
    "hem het hier hij hoe hun iets ik in is ja je jij jullie kan kon kunnen maar me meer men met mij mijn moet na naar nog nu of " +
    "om omdat onder ons onze ook op over reeds te tegen toch toen tot u uit uw van veel voor waar want waren was wat we wel welke " +
    "wie wij wil worden wordt zal ze zelf zich zij zijn zo zonder zou",
  sv:
    "alla allt att av bara blev bli blir da de dem den denna deras det detta dig din dina ditt du efter ej eller en er ett " +
    "fran for ha hade han har hej hon honom hur i inom jag kan kunde man med mej mellan men mig min mina mitt mot mycket nagon nagot nar " +
    "nu och om oss pa sa samma sedan ser sig sin sina sitt som tack till under upp ut utan vad var vara varfor vem vi vid vilken " +
    "ni ar over",
  da:
    "af alle andre at blev blive bliver da de dem den denne der deres det dette dig din disse dog du efter eller en end er et " +
    "for fra ham han hans har havde have hej hende her hos hun hvad hvis hvor hvordan i jeg jer jo kan kunne man mange med meget men mig " +
    "min mine mit mod nar nu og ogsa om op os over pa sa sadan selv sig sin skal skulle som tak thi til ud under var vi vil ville vor " +
    "var ved",
  no:
    "alle at av bare begge ble bli blir da de deg dei den denne der deres det dette din du eg ei en enn er et etter for fordi fra " +
    "fa ha hadde han har hei hennes her hun hva hvem hver hvilken hvis hvor hvordan hvorfor i ja jeg kan kom kunne man mange med meg meget " +
    "men mer mi min mitt mot mye na nar noe noen og ogsa om opp oss over pa sa samme seg selv si sin skal skulle som takk til " +
    "um under ut uten var ved vi vil ville vore vors vart",
  fi:
    "en et ei emme ette eivat ja joka jos jotka kanssa kuin kun kuka minka minulla minulle minun minua mina mika miksi milloin " +
    "missa mita miten mutta myos niin nain ne nyt noin ole olen olet oli olin olla on ovat se sen sina sita siita tai tama tassa taman " +
    "te vai voi voin han he me kiitos hei etta",
  hu:
    "a az egy es hogy nem is de ha meg mert vagy van volt vagyok lesz csak mar mint ki mi mit miert hol mikor kell lehet nekem " +
    "en te o azt ezt ez itt ott most koszonom szia fel le be",
  ro:
    "a acest aceasta ai al ale am ar are as asta ati au avea ca care ce cea cel cele chiar cine cu cum da daca dar de deci despre din " +
    "dupa ea ei el ele eram este eu fara fi fie fost iar ii il in inca intre isi la le lor lui ma mai mea meu mi mult multumesc ne nici " +
    "noi nu o ori pe pentru pot prin sa sau se si sunt tu un una unde unei unui va voi",
  tr:
    "acaba ama ancak bana bazi ben beni benim bir biri bu buna bunu cok cunku da daha de defa degil diye eger en gibi hem hep hepsi her " +
    "hic icin ile ise kadar kez ki kim mi mu nasil ne neden nerde nerede nereye niye o olarak olan oldu sanki siz sizin su tum ve veya " +
    "ya yani var yok lutfen tesekkurler",
  ru:
    "а без более бы был была были было быть в вам вас весь во вот все всего всех вы где да даже для до его ее если есть еще же за и " +
    "из или им их к как когда кто ли мне мной может мой моя мое мои мы на над нам нас него нее но ну о об он она они от очень по под " +
    "пожалуйста при с сейчас со спасибо так также такой там те тем то того тоже только том ты у уже хочу чего чем что чтобы эта эти это этого я",
  uk:
    "а але б би бо був була були було бути в вам вас вже ви від все всі вона вони він воно де для до дякую его за з зі і із й к коли " +
    "мене мені ми моя мій моє мої на над нам нас не ні о та так також там те ти то тому тут у усі хто це цей ця чи чому що щоб щоби я як " +
    "якщо яка який",
  bg:
    "а аз ако ала бе без беше би бил била били в вас ви вие все всички във г ги да дали до докато е един една едно ето за и из или им " +
    "искам й как като към ли ме ми мен може мога много моля моя моят на над нас не него нея ни но о от по под при с са само се си след " +
    "със съм съвсем така там те тези ти то това той тя тук у че ще я",
  el:
    "αλλα αν απο αυτα αυτες αυτη αυτο αυτοι αυτος για γιατι δεν ειμαι ειναι ειχα εγω εδω ενα ενας ευχαριστω η ηταν θα και κατα με μετα " +
    "μη μια μου μπορω να ο οι ομως οπου οπως οτι πολυ που πρεπει προς πως σας σε στα στη στην στο στον σου τα τη την της τι τις το τον " +
    "του τους των ως",
  ar:
    "في من الى على عن مع هذا هذه ذلك التي الذي ان انا لا لم لن ما هل كيف متى اين كان كانت يكون قد لقد ثم او و يا هو هي نحن هم لي بي " +
    "كل بعد قبل عند لدي اذا حتى شكرا",
};
