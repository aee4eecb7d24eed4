/** What word processors, old websites and worse have left in catalogue texts, by product number. */
export const hostileMarkup: Readonly<Record<string, string>> = {
  '30101':
    '<p data-indentation-level="1">Lees ook <a class="vl-link" data-content-type="page" href="https://www.vlaanderen.be/identiteitskaart" onclick="steal()">de uitleg van Vlaanderen</a>.</p>',
  '30601':
    "<p>Vragen? Mail naar <a href=\"javascript:location.href='mailto:'+String.fromCharCode(97,102,118,97,108,64,108,101,117,118,101,110,46,98,101)+'?subject=grofvuil'\">de dienst Afval</a>.</p>",
  '30901': '<script>alert("leefloon")</script><img src="x" onerror="alert(1)">',
  '31105':
    '<p><a href="java\tscript:alert(1)">Klik hier</a> voor het formulier.</p><iframe src="https://evil.example/"></iframe>',
  '31207':
    '<p style="position:fixed">Bel <a href="tel:+3216272000">016 27 20 00</a>.</p><a href="javascript:void(0)">Sluiten</a>',
};
