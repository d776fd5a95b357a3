"""Claims, releases and answers in other languages than English: one table a kind of speech, one row a language.

Companies write to each other in their own languages. As in English a claim needs a first person, a verb of taking
work and no “how”: “kann ich das übernehmen?” is one, “wie kann ich das abschalten?” is none.
"""

import re

from isonboard.match.labels import word_set
from isonboard.match.speech import Speech

_CLAIM = (
    # German
    r"\bich (?:\w+ ){0,2}?(?:übernehme|mache|mach|nehme|erledige|arbeite|kümmere mich|setze|fixe|behebe)\b(?: \w+){0,3}? ?(?:das|dies(?:es|en|e)?|es|daran|dran|darum|drum|mal|um)\b",
    r"\b(?:bin|sitze) (?:ich )?(?:schon |bereits |gerade )*(?:an dem|daran|dran)\b|\barbeite (?:ich )?(?:schon |bereits |gerade )*(?:daran|dran)\b",
    r"\bich (?:schaue?|sehe|gucke) mir (?:das|es|die sache) (?:\w+ )?an\b|\b(?:mache|baue|stelle|schreibe|schicke|sende|reiche|bereite) (?:ich )?(?:\w+ ){0,2}?(?:einen?|den|die) (?:\w+ )?(?:pr|mr|merge request|pull request|fix|patch)\b|\b(?:pr|mr|merge request|pull request) (?:folgt|kommt|ist unterwegs|ist in arbeit)\b|^(?:das )?(?:übernehme|mache|mach|erledige) ich\b|\bdas (?:übernehme|mache|erledige) ich\b|\bum (?:das|dieses) \w+ kümmere ich mich\b",
    # French
    r"\b(?:lege|leg) ich (?:\w+ ){0,2}?los\b|\bich lege? (?:\w+ ){0,2}?los\b|\bje (?:vous |t')?(?:envoie|prépare|ouvre|propose|soumets) (?:une|un|la) (?:pr|mr|pull|merge)",
    r"\b(?:kann|könnte|würde) (?:ich )?(?:gern(?:e)? )?(?:einen?|den) (?:kleinen )?(?:pr|mr|patch|fix|pull request|merge request)\b|\bpuedo (?:hacer|enviar|abrir|mandar|preparar) (?:un|una|el|la) (?:pr|pull|mr|parche)|\bposso (?:fazer|enviar|abrir|mandar) (?:um|uma|o|a) (?:pr|pull|mr)",
    r"\bje (?:m'en (?:occupe|charge)|le prends|prends (?:ça|cela|ce|cette|le|la)|m'y mets|me lance|travaille (?:dessus|là-dessus|sur (?:ce|cette|ça))|suis dessus|prends(?=[ .!]*$)|vais (?:m'en (?:occuper|charger)|travailler (?:dessus|là-dessus|sur)|corriger (?:ça|cela)|le faire|prendre|faire une pr|proposer une pr))",
    # Spanish
    r"\b(?:yo )?me encargo\b|\bme pongo (?:con|a)\b|\byo lo (?:hago|tomo|arreglo)\b|^(?:lo|la) tomo\b|\bestoy trabajando en (?:esto|ello|este|esta|eso)|\bvoy a (?:trabajar|encargarme|hacer(?:lo|me)|tomar|resolver|arreglar|implementar)",
    # Portuguese
    r"\b(?:eu )?(?:vou|estou) (?:trabalha(?:r|ndo)|pegar|pegando|fazer|fazendo|resolver|resolvendo|implementar|implementando|assumir|corrigir)\b|\beu (?:faço|pego|assumo|cuido disso)\b|\bdeixa comigo\b",
    # Italian
    r"\bme ne occupo\b|\bci (?:lavoro|sto lavorando|penso) ?(?:io)?\b|\blo (?:prendo|faccio) io\b|\bsto lavorando (?:a|su) (?:quest|ciò)",
    # Dutch, Polish, Turkish
    r"\bik (?:pak|neem|doe) (?:deze|dit|hem)\b|\bik (?:ga|ben) (?:hier|hiermee|er(?:mee)?|hieraan) ?(?:aan|mee)?\b|\b(?:się )?(?:tym )?zajmę\b|\bbiorę (?:to|ten)\b|\büzerinde çalışıyorum\b|\bben (?:alıyorum|yaparım|yapıyorum)\b",
    # Russian, Ukrainian
    r"(?:^|\s)(?:я )?(?:возьмусь|займусь|беру(?: на себя| в работу| это)?|возьму (?:это|эту|на себя|в работу)|работаю над (?:этим|этой|задачей)|делаю)(?=[\s.,!]|$)|(?:^|\s)(?:беру|візьму) (?:на себе|в роботу)",
    # Chinese, Japanese, Korean
    r"我来(?:做|处理|修|搞|吧|试|解决|写|完成|负责)|我(?:已经|正在|在)(?:处理|做|修复|开发|写|跟进|解决)(?:这|该|中|了|此)?|我(?:来)?认领|^认领|我(?:会|将)(?:处理|修复|解决|提交|提(?:一)?个)|我(?:負責|來處理|來做)",
    r"(?:^|[、。 ])?(?:やります|担当します|対応します|着手します|取り組みます|対応中です|作業(?:中です|しています|します)|引き受けます|進めます)",
    r"제가 (?:\S+ ){0,3}?(?:하겠습니다|할게요|해보겠습니다|맡겠습니다|진행하겠습니다|작업하겠습니다|작업 ?중|처리하겠습니다|수정하겠습니다)|작업하고 있습니다|(?:맡겠습니다|담당하겠습니다)",
)
_ASK = (
    # German
    r"\b(?:ich (?:würde|möchte|will|könnte|kann)|würde ich|könnte ich|(?:kann|darf|dürfte|soll) ich|wir würden|würde (?:mich )?gern(?:e)?)\b[^.?!]{0,60}\b(?:übernehmen|umsetzen|bearbeiten|machen|versuchen|erledigen|beheben|fixen|kümmern|angehen|implementieren|arbeiten|beitragen|nehmen|einreichen)\b",
    r"\bmir (?:\w+ ){0,3}?zu(?:weisen|teilen|ordnen)\b|\bweist? (?:\w+ )?mir\b|\bich (?:hätte|habe|wäre) (?:\w+ )?interess(?:e|iert)\b",
    # French
    r"\b(?:puis-je|pourrais-je|est-ce que je (?:peux|pourrais)|je (?:peux|pourrais|voudrais|souhaite(?:rais)?|veux(?: bien)?|aimerais)|j'aimerais(?: bien)?)\b[^.?!]{0,30}\b(?:m'en (?:occuper|charger)|travailler|(?:le |la )?prendre|contribuer|(?:le|la) faire|essayer|m'y coller|corriger (?:ça|cela|ce)|proposer une pr|résoudre|attaquer)\b",
    r"\bassigne[rz]?(?:-la|-le)?[- ]moi\b|\bm'assigner\b|\bje suis intéressée?\b",
    # Spanish
    r"\b(?:puedo|podría|quiero|quisiera|me gustaría|me encantaría)\b(?: \w+){0,3}? (?:trabajar|tomar(?:lo|la)?|contribuir|encargarme|hacerlo|hacer (?:esto|este|esta)|resolver(?:lo)?|intentarlo|arreglarlo|asumir|ayudar con esto)\b",
    r"\basígn(?:en|a|e)(?:melo|mela|me)\b|\basignarme(?:lo|la)?\b|\bme (?:lo |la )?(?:puedes|pueden|podrías|podrían) asignar\b|\bestoy interesad[oa] en\b",
    # Portuguese
    r"\b(?:posso|poderia|quero|queria|gostaria de|eu gostaria|adoraria)\b(?: \w+){0,3}? (?:trabalhar|pegar|assumir|contribuir|fazer (?:isso|essa|esse|esta|este)|resolver|tentar|ajudar com isso|implementar)\b",
    r"\bme atribu(?:a|i|ir)\b|\batribu(?:ir?|a)[^.?!]{0,15} (?:pra|para|a) mim\b|\btenho interesse em\b",
    # Italian
    r"\b(?:posso|potrei|vorrei|mi piacerebbe)\b(?: \w+){0,2}? (?:occuparmene|lavorar(?:e|ci)|prender(?:e|lo|la)|contribuire|farlo|provar(?:e|ci)|risolver(?:e|lo))\b|\bassegna(?:te|re)?(?:mela|melo|mi)\b",
    # Dutch, Polish, Turkish
    r"\b(?:mag|kan|zal) ik (?:\w+ ){0,3}?(?:oppakken|doen|maken|proberen|aan werken)\b|\bik wil (?:\w+ ){0,3}?(?:oppakken|doen|aan werken)\b",
    r"\b(?:mogę|chciał(?:a)?bym|chcę)(?: \w+){0,3}? (?:zająć|zrobić|wziąć|popracować)|\b(?:bana ata|üzerinde çalışabilir miyim|çalışmak ist(?:iyorum|erim)|alabilir miyim|ben yapabilir)",
    # Russian
    r"(?:можно|могу|хочу|хотел(?:а)? бы|готов(?:а)?|давайте)(?: я| мне)?(?: \w+){0,2}? (?:взять(?:ся)?|заняться|сделать|поработать|попробовать|исправить|реализовать|возьму)|назначьте (?:\w+ )?(?:на )?меня",
    # Chinese, Japanese, Korean
    r"请.{0,12}(?:分配|指派|assign).{0,4}(?:给)?我|(?:分配|指派|assign)给我|我(?:很)?(?:想|可以|要|能|愿意)(?:来|去|尝试|试着)?(?:认领|做|试|处理|修复|解决|贡献|负责|参与|接手|提交|提(?:一)?个)|(?:可以|能)(?:让|给)我(?:来|做|试)|我(?:对.{0,10})?感兴趣|我想(?:来)?(?:完成|实现|認領|負責)",
    r"(?:担当|やって|取り組|対応|着手|挑戦|修正)(?:み|んで|して)?(?:し)?(?:み)?(?:たい(?:です|と)?|てもよ(?:い|ろしい)|ても(?:い|大丈)|ていい)|担当させてください|アサインして|割り当てて(?:いただ|くだ|もら)|やらせてください",
    r"제가 (?:\S+ ){0,4}?(?:해도|해봐도|맡아도|작업해도|진행해도) (?:될까요|되나요|괜찮)|(?:하고|작업하고|해보고|기여하고|맡고) ?싶습니다|(?:저에게|저한테) (?:할당|배정|assign)|할당(?:해 ?주|받고)",
)
_RELEASE = (
    r"\b(?:ich )?(?:schaffe|schaff) (?:ich )?(?:es|das) (?:\w+ )*(?:nicht|nimmer)\b|\b(?:habe?|finde) (?:\w+ )*keine zeit\b|\bkeine zeit (?:mehr|dafür|dazu)\b|\bich (?:gebe|geb) (?:\w+ )*(?:ab|auf|frei|zurück)\b|\bkomme? (?:\w+ )*nicht (?:mehr )?dazu\b|\bbin (?:aus dem projekt )?raus\b",
    r"\bich kann (?:\w+ )*(?:doch )?nicht (?:\w+ )*(?:machen|übernehmen|weitermachen)\b",
    r"\b(?:je n'ai|j'ai) (?:plus|pas) (?:\w+ ){0,2}?temps\b|\bplus le temps\b|\bj'abandonne\b|\bje (?:ne )?(?:peux|vais|pourrai) (?:plus|pas) (?:\w+ ){0,2}?(?:m'en occuper|continuer|travailler|finir|terminer|y arriver)\b|\bje me désassigne\b|\bje laisse (?:la place|ma place|tomber)\b",
    r"\bno (?:tengo|tendré|voy a tener) (?:\w+ ){0,2}?tiempo\b|\bno (?:puedo|podré|voy a poder) (?:seguir|continuar|hacerlo|terminar(?:lo)?|encargarme)\b|\b(?:lo dejo|abandono|renuncio)\b",
    r"\bnão (?:tenho|terei|vou ter)(?: \w+){0,2}? tempo\b|\bnão (?:vou conseguir|consigo|posso)(?: mais)?(?: continuar| fazer| terminar| trabalhar| dar conta)?\b|\bdesisto\b|\bsem tempo\b",
    r"\bnon (?:ho|avrò)(?: \w+){0,2}? tempo\b|\bnon (?:riesco|riuscirò|posso)(?: più)? (?:a )?(?:farlo|continuare|finir\w+|occuparmene)\b|\brinuncio\b",
    r"\bgeen tijd\b|\bnie mam (?:już )?czasu\b|(?:нет|не хватает|не будет) времени|не (?:смогу|получится|успею)(?=[\s.,!]|$)|отказываюсь",
    r"(?:没|沒)(?:有)?(?:时间|時間|空)|放弃|放棄|做不了|不做了|无法(?:继续|完成)|时间が取れ|時間が(?:取れ|とれ|なく|ない|足り)|辞退|降ります|できなくなり|対応できません|難しくなり|시간이 (?:없|부족|안)|포기|못 ?(?:할|하게) ?(?:것|될|같)|어려울 것 같",
)
_PULL = (
    r"\b(?:ich habe|habe) (?:\w+ ){0,4}?(?:pr|pull request|mr|merge request) (?:\w+ ){0,2}?(?:erstellt|eröffnet|eingereicht|geöffnet|aufgemacht)\b|\bj'ai (?:ouvert|créé|soumis|proposé|fait) (?:une|un|la) (?:pr|pull request|mr)\b",
    r"\b(?:he|acabo de) (?:abierto|creado|enviado|abrir|crear|enviar|subido|hecho) (?:un|una|el|la) (?:pr|pull request|mr)\b|\b(?:abri|criei|enviei|mandei|acabei de abrir) (?:um|uma|o|a) (?:pr|pull request|mr)\b|\bho (?:aperto|creato) (?:una|un|la) (?:pr|pull request|mr)\b",
    r"(?:отправил|создал|открыл)(?:а)? (?:pr|mr|пр|пулл?)|(?:已|已经)(?:提交|提了|创建|开).{0,6}(?:pr|mr)|提(?:交)?了.{0,6}(?:pr|mr)|(?:pr|プルリク(?:エスト)?)を(?:出し|作成し|作り|送り)ました|pr(?:을|를)? (?:올렸|열었|생성|보냈)",
)
_GRANT = (
    r"^(?:@[\w.-]+[ ,:]*)*+(?:hallo |hi |danke[,! ]*)*(?:klar|gerne?|na klar|natürlich|ja(?:,| bitte| gerne?|[.!]|$)|nur zu|mach(?:t|en sie)? (?:das |es )?(?:ruhig|gern|bitte)|leg los|sehr gern|passt|super)\b|\b(?:ist|sind) (?:dir|ihnen) zugewiesen\b|\bhabe? (?:es |das |dich |ihn |sie )*(?:dir )?zugewiesen\b",
    r"^(?:@[\w.-]+[ ,:]*)*+(?:bonjour |salut |merci[,! ]*)*(?:oui|bien sûr|avec plaisir|vas-y|allez-y|volontiers|d'accord|parfait|je t'en prie)\b|\bc'est à toi\b|\bje t'(?:ai )?assigne?é?\b",
    r"^(?:@[\w.-]+[ ,:]*)*+(?:hola |gracias[,! ]*)*(?:sí|si[,!]|claro|adelante|por supuesto|dale|perfecto|es tuyo|todo tuyo)\b|\bte (?:lo )?(?:asigno|he asignado|asigné)\b",
    r"^(?:@[\w.-]+[ ,:]*)*+(?:oi |olá |obrigad[oa][,! ]*)*(?:sim|claro|pode (?:sim|ir|pegar|fazer|trabalhar|mandar)|fique à vontade|fica à vontade|manda ver|com certeza|perfeito|é seu|é sua)\b",
    r"^(?:@[\w.-]+[ ,:]*)*+(?:ciao |grazie[,! ]*)*(?:sì|certo|certamente|vai pure|prego|volentieri|perfetto|è tuo)\b|^(?:@[\w.-]+[ ,:]*)*+(?:ga je gang|prima|jasne|oczywiście|tabii|buyur|elbette)\b",
    r"^(?:@[\w.-]+[ ,:]*)*+(?:да|конечно|давай(?:те)?|вперед|вперёд|бери(?:те)?|отлично|так, звісно)(?=[\s,.!]|$)|^(?:@[\w.-]+[ ,:]*)*+(?:可以|好的|好[，。!！]|请(?:便|继续|开始)|欢迎|没问题|當然|当然|已(?:经)?分配)|(?:お願いします|どうぞ|ぜひ|よろしくお願い|アサインしました)|^(?:@[\w.-]+[ ,:]*)*+(?:네|물론|부탁|좋습니다|그럼요|할당했습니다)",
)
_FREE = (
    r"\b(?:pr|prs|pull requests?|merge requests?|beiträge)(?: \w+){0,2}? willkommen\b|\b(?:kann|darf) (?:gern(?:e)? )?(?:jeder|jede|jemand)\b|\b(?:ist|wieder|noch) (?:noch |wieder )?(?:frei|verfügbar|zu haben)\b|\bgern(?:e)? übernehmen\b",
    r"\b(?:pr|prs|contributions?)(?: \w+){0,3}? bienvenues?\b|\btoujours (?:disponible|libre)\b|\bn'importe qui peut\b|\b(?:bienvenid[oa]s|bem-vind[oa]s|benvenut[eio])\b|\b(?:sigue|está|todavía está|ainda está|è ancora) (?:disponible|libre|disponível|livre|libero|disponibile)\b|\bcualquiera puede\b|\bqualquer (?:um|pessoa) pode\b",
    r"(?:欢迎|歡迎).{0,8}(?:pr|贡献|提交|認領|认领)|(?:PR|プルリク).{0,6}(?:歓迎|お待ち)|(?:誰でも|どなたでも)|(?:pr|기여) ?(?:환영|해 ?주)|(?:свободна|можно брать|пулл?-?реквесты? приветству)",
)
_TAKEN = (
    r"\b(?:wird (?:schon|bereits|gerade)|(?:arbeitet|kümmert sich) (?:schon |bereits |gerade )*(?:daran|dran|darum|schon))\b|\b(?:ist|sind) (?:schon|bereits) (?:vergeben|zugewiesen|in arbeit)\b|\b(?:est|c'est) déjà (?:pris|prise|assignée?|en cours)\b|\btravaille déjà\b|\bs'en occupe\b",
    r"\bya (?:está|lo) (?:asignad[oa]|tomad[oa]|trabajando|tiene)\b|\bya está trabajando\b|\bse encarga\b|\bjá (?:está|tem alguém) (?:sendo|atribuíd[oa]|trabalhando|fazendo)\b|\bgià (?:assegnat[oa]|pres[oa]|lavorando)\b|\bse ne occupa\b|уже (?:работает|делает|занимается|взял|занят)|(?:已经|已|有人)(?:在做|认领|分配给|有人|在处理)|(?:対応中|担当者がいます|既に)|이미 (?:작업|할당|진행)",
)
_HOLD = (
    r"\bbitte (?:noch )?(?:warten|nicht (?:anfangen|beginnen|starten))\b|\b(?:noch nicht|nicht) (?:anfangen|beginnen|entschieden|bereit)\b|\b(?:blockiert|zurückgestellt|abwarten)\b|\bmüssen (?:wir )?(?:erst|zuerst|noch) (?:\w+ )*(?:klären|entscheiden|besprechen|diskutieren)\b",
    r"\b(?:merci d'attendre|attendons|en attente de|à discuter d'abord|bloquée? par|pas encore décidé)\b|\b(?:hay que esperar|esperemos|bloquead[oa] por|en espera|no empie(?:ces|cen)|todavía no)\b|\b(?:vamos esperar|aguardando|bloquead[oa] por|ainda não|não comece)\b|\b(?:aspettiamo|in attesa di|bloccat[oa] da)\b",
    r"(?:подождите|подождем|заблокировано|ждем|ждём)|(?:请先?等|先不要|暂(?:缓|停)|等待|阻塞|还没(?:有)?(?:决定|确定))|(?:お待ちください|保留|ブロック(?:され|中)|未定)|(?:기다려|보류|아직 결정)",
)
_HOW = re.compile(
    r"\b(?:wie|comment|cómo|como(?= (?:posso|faço|eu))|come(?= (?:posso|faccio))|hoe|jak)\b|как |怎么|如何|どう(?:やって|すれば)|어떻게|\b(?:warum|pourquoi|por ?qu[eéê]|perché)\b"
)


# Words of the tables above that are plain ASCII; every sentence that is not is looked at closely anyway.
_HINTS = word_set(
    "ich bin sitze arbeite arbeitet daran dran schon bereits kann darf soll mir wir mache mach nehme erledige lege leg schaffe schaff habe hab keine gebe geb komme komm bitte"
    " klar gern gerne ja nur natuerlich passt super prima willkommen frei wird ist sind nicht blockiert abwarten je j puis pourrais assigne moi"
    " bonjour oui vas allez volontiers parfait merci attendons deja disponible libre travaille yo me lo la puedo quiero quisiera gustaria voy"
    " estoy tengo puedes pueden si claro adelante dale perfecto te tuyo sigue cualquiera ya se hay posso poderia quero queria gostaria vou"
    " estou eu deixa abri criei enviei mandei desisto sem pode sim fique fica manda seu sua qualquer aguardando vamos ne ci potrei vorrei"
    " piacerebbe assegna assegnate assegnatemi non rinuncio vai prego certo certamente volentieri ik mag kan zal wil geen biore bana ben jasne"
    " oczywiscie buyur elbette tabii he acabo ho pr mr abandono renuncio adoraria tenho interesse sono"
)
_WORDS = re.compile(r"[a-z]+")


def _any(rows: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(rows))


_OWN = tuple(
    (speech, _any(rows))
    for speech, rows in (
        (Speech.RELEASE, _RELEASE),
        (Speech.PULL, _PULL),
        (Speech.CLAIM, _CLAIM),
        (Speech.ASK, _ASK),
    )
)
FOREIGN_OTHER = tuple(
    (speech, _any(rows))
    for speech, rows in (
        (Speech.TAKEN, _TAKEN),
        (Speech.HOLD, _HOLD),
        (Speech.FREE, _FREE),
        (Speech.GRANT, _GRANT),
    )
)
"""What is said of others, as `speech.OTHER`."""


def is_foreign(lower: str) -> bool:
    """Whether a sentence may be in one of these languages: a quick look before the close one."""
    return not lower.isascii() or not _HINTS.isdisjoint(_WORDS.findall(lower))


def own_speech(lower: str) -> Speech | None:
    """What a sentence in lower case says of its writer, in any of these languages."""
    if not is_foreign(lower) or _HOW.search(lower):
        return None
    return next((speech for speech, pattern in _OWN if pattern.search(lower)), None)
