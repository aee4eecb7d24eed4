import type { Why } from './complaint-signals.ts';

const many = String.raw`(?:twee|drie|vier|vijf|zes|zeven|acht|negen|tien|\d{1,2}|tig|zoveel|meerdere|verschillende)`;
const reached = `(?:ge)?(?:belde?|mailde?|schreven|schreef|vroegd?|vraagd|meldd?e?n?|contacteerd?e?|stuurd?e?|probeerd?e?)`;
const officials = `(?:ambtena(?:ar|ren)|medewerk(?:er|ster)s?|loket(?:bediende|ist)e?n?|stads?diensten?|dienst|bediende|agent|ophaler|parkeerwachter|mevrouw|meneer|man|vrouw|persoon|stad|gemeente|jullie|u|ze|hij|zij)`;

/** What people often say who are displeased with the city itself, and why it is taken for that. */
export const complaintPhrases: readonly (readonly [why: Why, phrase: RegExp])[] = [
  [
    'says-so',
    /\b(?:ik|wij|we|wil|wou|willen|zou|graag|hierbij|formele?|officiele?|een)\b(?:[ ,]+\p{L}+){0,4}[ ,]+klachten?\b(?! over een (?:winkel|bedrijf|webshop|verkoper|buur|huisbaas|arts|dokter|school))(?! (?:formulier|procedure)|(?:en)?(?:formulier|procedure|dienst|regeling|coordinator))(?! (?:van|over) (?:mijn|de) (?:rug|knie|maag|gezondheid))/u,
  ],
  [
    'says-so',
    /\b(?:dien(?:de|en|t)? (?:\p{L}+ ){0,5}klacht(?:en)? in|klacht(?:en)? (?:indienen|ingediend|in te dienen|neerleggen|neergelegd|melden|doen|tegen (?:de stad|een (?:ambtenaar|medewerk(?:er|ster)|dienst)|uw|jullie)|over (?:de stad|de dienst|uw|jullie|een (?:ambtenaar|medewerk(?:er|ster)|dienst)))|(?:mijn|deze|onze) klacht|(?:beklag|beklaag) (?:mij|me|ons)|mij beklagen|me beklagen|ombuds(?:man|vrouw|dienst))\b/u,
  ],
  [
    'repeated',
    new RegExp(
      String.raw`\b(?:al|reeds|nu al|intussen|ondertussen|inmiddels) (?:voor de |al |zeker |minstens |meer dan |wel )*(?:${many} ?(?:keer|maal|x|keren|malen|berichten|mails|brieven)|\w+de (?:keer|maal|mail|brief))`,
      'u',
    ),
  ],
  [
    'repeated',
    /\b(?:voor de zoveelste (?:keer|maal)|dit is (?:nu )?(?:al )?(?:de|mijn) (?:tweede|derde|vierde|vijfde|zesde|zoveelste|tiende|\d+(?:de|ste|e)) (?:keer|maal|mail|melding|brief|oproep|bericht|vraag)|(?:bel|mail|meld|schrijf|vraag|stuur|contacteer|probeer)(?:de|te)? (?:\p{L}+ ){0,5}voor de (?:tweede|derde|vierde|vijfde|zesde|tiende) (?:keer|maal))/u,
  ],
  [
    'repeated',
    new RegExp(
      String.raw`\b(?:meermaals|herhaaldelijk|telkens opnieuw|keer op keer|steeds opnieuw|al weken|al maanden|al jaren) (?:\p{L}+ ){0,4}${reached}\b`,
      'u',
    ),
  ],
  [
    'repeated',
    /\b(?:van het kastje naar de muur|van hot naar her|(?:altijd|telkens|steeds) (?:weer )?(?:iemand anders|doorverbonden|doorgestuurd|een andere dienst)|opnieuw (?:mijn|heel mijn|hetzelfde) verhaal)\b/u,
  ],
  [
    'repeated',
    /\bal (?:dagen|weken|maanden|jaren) (?:\p{L}+ ){0,3}(?:bel|mail|schrijf|vraag|probeer|contacteer|wacht|vragen|bellen|mailen|wachten)\b|\b(?:bel|mail|schrijf|vraag|probeer|contacteer) (?:\p{L}+ ){0,4}al (?:\p{L}+ )?(?:dagen|weken|maanden|jaren)\b/u,
  ],
  [
    'no-answer',
    /\bzonder (?:enige? |enkele? )?(?:antwoord|resultaat|gehoor|gevolg|reactie|nieuws)\b|\bnooit (?:\p{L}+ ){0,2}(?:antwoord|reactie|nieuws|feedback|bericht)\b|\bniemand (?:is |was |ooit )?(?:gekomen|langsgekomen|komen opdagen|verschenen)\b|\ber kwam (?:\p{L}+ )?niemand\b/u,
  ],
  [
    'no-answer',
    /\b(?:beloofd|beloofden|beloofde|zouden|zou|ging|gingen)\b[^.!?]{0,80}\bmaar\b[^.!?]{0,40}\b(?:niets|niks|niemand|nooit|nog altijd niet|nog steeds niet|niet gebeurd)\b/u,
  ],
  [
    'no-answer',
    /\b(?:half|onvolledig|niet volledig|gedeeltelijk|maar voor een deel) beantwoord\b|\b(?:telkens|keer|elke keer|steeds|overal) een ander antwoord\b/u,
  ],
  [
    'no-answer',
    /\b(?:nog (?:steeds|altijd)|tot op heden|tot nu toe|nooit|al (?:die )?\w+ (?:dagen|weken|maanden)|sindsdien) (?:\p{L}+ ){0,4}(?:geen|niets|niks|nooit) (?:\p{L}+ ){0,3}(?:antwoord|reactie|bericht|nieuws|gehoord|vernomen|ontvangen|teruggehoord|terugbel|terugmail|gedaan|gebeurd|feedback)/u,
  ],
  [
    'no-answer',
    /\b(?:nooit|nog altijd niet|nog steeds niet|niet) (?:\p{L}+ ){0,2}(?:teruggebeld|teruggemaild|opgebeld geweest|beantwoord|een antwoord gekregen|iets van (?:jullie|u|de stad) gehoord)\b/u,
  ],
  [
    'no-answer',
    /\b(?:hoor(?:de|den)?(?! (?:\p{L}+ ){0,3}(?:aan|met|in|uit) mijn)|kreeg|krijg|kregen|ontving|vernam) (?:\p{L}+ ){0,4}(?:niets|niks|geen (?:enkele? )?(?:antwoord|reactie|gehoor|bericht|feedback)|nooit (?:iets|antwoord|een antwoord|reactie))\b/u,
  ],
  [
    'no-answer',
    /\b(?:niemand|jullie|u|de stad|men) (?:\p{L}+ ){0,3}(?:antwoordt|reageert|neemt op|belt (?:\p{L}+ )?terug|luistert|laat iets weten)(?: \p{L}+){0,2} (?:niet|nooit|niets)\b|\bniemand (?:\p{L}+ ){0,2}(?:antwoordt|reageert|neemt op|neemt de telefoon op|belt (?:\p{L}+ )?terug|luistert|weet iets|kan (?:mij|me|ons) helpen|heeft (?:mij|me|ons)? ?(?:teruggebeld|geantwoord|gereageerd|iets laten weten))/u,
  ],
  [
    'no-answer',
    /\b(?:ging|zou|gingen|zouden|had(?:den)? beloofd) (?:\p{L}+ ){0,4}(?:terugbellen|teruggebeld worden|terugmailen|iets laten weten)\b.{0,60}\b(?:maar|nooit|niet gebeurd|niets)\b/u,
  ],
  [
    'not-solved',
    /\b(?:nog (?:steeds|altijd)|ondanks (?:mijn|onze|eerdere|herhaalde) (?:\p{L}+ )?(?:melding(?:en)?|mails?|oproep(?:en)?|vra(?:ag|gen)|brie(?:f|ven))|na al die tijd|weken later|maanden later) (?:\p{L}+ ){0,5}(?:niets|niks|niet) (?:\p{L}+ ){0,3}(?:gedaan|gebeurd|opgelost|hersteld|gemaakt|veranderd|opgehaald|in orde|verwijderd|geplaatst|aangepakt)\b/u,
  ],
  [
    'not-solved',
    /\b(?:er (?:is|werd|gebeurt|verandert)|gebeurt|verandert) (?:\p{L}+ ){0,3}(?:nog (?:steeds|altijd)|al maanden|al weken|helemaal|opnieuw|weer) (?:\p{L}+ ){0,2}(?:niets|niks)\b/u,
  ],
  [
    'not-solved',
    /\b(?:zogezegd|zogenaamd|volgens (?:jullie|u|de stad)) (?:\p{L}+ ){0,3}(?:opgelost|hersteld|in orde|afgehandeld)|(?:opgelost|afgesloten|afgehandeld|in orde)(?: \p{L}+){0,4},? (?:maar|terwijl) (?:\p{L}+ ){0,6}(?:niet|niets|nog altijd|nog steeds)\b/u,
  ],
  [
    'not-solved',
    /\b(?:opgelost|afgesloten|afgehandeld|hersteld|in orde)\b[^.!?]{0,40}\b(?:maar|terwijl|nochtans)\b[^.!?]{0,60}\b(?:niet|niets|nog (?:altijd|steeds)|weer)\b/u,
  ],
  [
    'too-late',
    /\bal (?:\p{L}+ ){0,2}(?:weken|maanden|jaren)(?: \p{L}+){0,2} (?:te wachten|aan het wachten)\b/u,
  ],
  [
    'too-late',
    /\b(?:duurt|duurde|wacht(?:en)?|ligt) (?:\p{L}+ ){0,3}(?:al )?(?:veel te lang|eeuwen|eindeloos|onaanvaardbaar lang|belachelijk lang|al (?:meer dan )?(?:\w+) (?:weken|maanden|jaar))\b/u,
  ],
  [
    'too-late',
    /\b(?:uren|een uur|\d+ (?:minuten|uur)|een half ?uur|drie kwartier) (?:\p{L}+ ){0,3}(?:aan de lijn|in de wacht|in de wachtrij|aan de telefoon|aan het loket) (?:\p{L}+ ){0,3}(?:gehangen|gezeten|gestaan|gewacht|laten (?:wachten|staan|hangen))|\b(?:lieten?|laten) (?:mij|me|ons) (?:\p{L}+ ){0,4}wachten\b/u,
  ],
  [
    'conduct',
    new RegExp(
      String.raw`\b${officials}\b(?: \p{L}+){0,6} (?:was|is|waren|deed|deden|klonk|reageerde|sprak|behandelde|behandelden)(?: \p{L}+){0,4} (?:onbeleefd|onbeschoft|onvriendelijk|bot|brutaal|arrogant|grof|respectloos|agressief|kortaf|uit de hoogte|neerbuigend|racistisch|als een crimineel|als een hond)`,
      'u',
    ),
  ],
  [
    'conduct',
    /\b(?:onbeleefde?|onbeschofte?|onvriendelijke?|botte|brutale|arrogante|grove|neerbuigende|respectloze) (?:\p{L}+ )?(?:ambtenaar|medewerk(?:er|ster)|bediende|behandeling|dame|man|vrouw|toon|bejegening|reactie|antwoord|agent|parkeerwachter)\b/u,
  ],
  [
    'conduct',
    /\b(?:afgesnauwd|uitgelachen|weggestuurd|afgewimpeld|afgescheept|uitgescholden|uitgekafferd|ingehaakt|haakte (?:gewoon )?in|(?:gooide|smeet) (?:\p{L}+ )?de (?:hoorn|telefoon)|niet (?:ernstig|serieus) genomen|aan het lijntje gehouden|voor leugenaar|lach(?:en|te|ten)? (?:mij|me|ons) uit|niet geluisterd|luister(?:t|en) (?:\p{L}+ )?niet|zomaar de lijn)\b/u,
  ],
  [
    'conduct',
    /\b(?:slecht|onheus|oneerlijk|onrechtvaardig|niet correct|respectloos|minderwaardig) behandeld\b|\bin de steek gelaten\b|\baan (?:ons|mijn) lot overgelaten\b/u,
  ],
  [
    'displeased',
    /\b(?:foute?|verkeerde?|tegenstrijdige?|onjuiste?) (?:info(?:rmatie)?|uitleg|inlichtingen|antwoorden?) (?:gegeven|gekregen|verteld|doorgekregen|ontvangen)\b/u,
  ],
  [
    'displeased',
    /\b(?:niet|allesbehalve|helemaal niet|allerminst) (?:echt |erg |zo )?(?:tevreden|te spreken) (?:over|met|van)\b|\b(?:toch |gewoon |echt )?niet normaal (?:dat|hoe|meer)?\b|\b(?:hallucinant|beschamend|ergerlijk|om moedeloos van te worden|niet te geloven (?:dat|hoe)|ongelooflijk (?:dat|hoe))\b/u,
  ],
  [
    'displeased',
    /\b(?:schandalig|schande|ongehoord|onaanvaardbaar|onacceptabel|wraakroepend|beneden alle peil|een lachertje|om van te kotsen|hemeltergend|belachelijk (?:dat|hoe)|(?:erg|zeer|heel|diep|bijzonder|zwaar)? ?(?:ontevreden|misnoegd|teleurgesteld) (?:over|van|in)|(?:ik ben|wij zijn|we zijn) (?:\p{L}+ )?(?:ontevreden|misnoegd|teleurgesteld|boos|kwaad|razend|het beu|het zat)|ben (?:ik )?het (?:\p{L}+ )?(?:beu|zat)|het (?:echt |grondig |kots)?beu|slechte (?:dienstverlening|service|communicatie|ervaring)|wat (?:een|voor een) (?:slechte )?(?:service|dienst|stad|administratie|bende)|waarvoor beta(?:al|len) (?:\p{L}+ ){1,4}belastingen|waar betaal ik belastingen voor)\b/u,
  ],
  [
    'displeased',
    /\b(?:jullie|u|men|ze|iemand|de stad|de gemeente|de dienst|de medewerker|de ambtenaar)(?: \p{L}+){0,4} (?:foute?|verkeerde?|tegenstrijdige?) (?:info(?:rmatie)?|antwoord|uitleg|gegevens)\b|\b(?:kreeg|kregen|gaf|gaven|gegeven)(?: \p{L}+){0,4} (?:foute?|verkeerde?|tegenstrijdige?) (?:info(?:rmatie)?|antwoord|uitleg)\b/u,
  ],
];
