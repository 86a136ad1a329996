"""Pages that are hard to read, each with the words, headings and works that a reader has to find."""

HARD = {
    "ref-unquoted": (
        "Alpha<ref name=a>Book one.</ref> beta<ref name=a /> gamma<ref name=a/>.",
        "Alpha beta gamma",
        [],
        1,
    ),
    "ref-group": (
        'Alpha<ref group=n>Note one.</ref> beta<ref group="n" name="x">Note two.</ref> gamma<ref name=x group=n /> delta<ref name=x>Other.</ref>.',
        "Alpha beta gamma delta",
        [],
        3,
    ),
    "ref-case-space": (
        "A<ref Name = 'Smith 2010' >Smith, book.</ref> b<REF NAME=\"Smith 2010\" /> c<ref name=Smith 2010/>",
        "A b c",
        [],
        1,
    ),
    "sfn": (
        """\
A{{sfn|Smith|2010|p=5}} b{{sfn|Smith|2010|pp=7–8}} c{{sfnp|Jones|Kay|2011}}.
== References ==
{{reflist}}
== Bibliography ==
* {{cite book|last=Smith|first=A|title=Big book|year=2010}}
* {{cite journal|author1-last=Jones|author1-first=B|author2-last=Kay|title=Small paper|journal=J X|date=2011}}""",
        "A b c References Bibliography Smith 2010 Big book Jones Kay 2011 Small paper",
        ["References", "Bibliography"],
        2,
    ),
    "refn-efn": (
        """\
A{{refn|Note with words.<ref>Inner work.</ref>}} b{{efn|name=e|Efn words.}} c{{efn|name=e}} d{{refn|group=nb|name=q|Nb words.}}
{{notelist}}
{{reflist|group=nb}}""",
        "A b c d",
        [],
        None,
    ),
    "list-defined": (
        """\
A<ref name="x" /> b<ref name='y'/> c<ref name=x/>
== References ==
{{reflist|30em|refs=
<ref name=x>{{cite web|url=https://a.example/|title=Site x}}</ref>
<ref name="y">{{cite book|title=Book y|author=Doe, J.}}</ref>
}}""",
        "A b c References",
        ["References"],
        2,
    ),
    "references-tag": (
        """\
A<ref name=x/> b<ref name=y/>.
==Notes==
<references responsive="0">
<ref name=x>Xwork</ref>
<!-- c -->
<ref name=y>Ywork</ref>
</references>""",
        "A b Notes",
        ["Notes"],
        2,
    ),
    "german": (
        """\
'''Beispielose''' (''Morbus exempli'') ist eine [[Krankheit]].<ref>{{Literatur |Autor=A. Müller, B. Schäfer |Titel=Über Beispiele |Sammelwerk=[[Nervenarzt]] |Band=12 |Datum=1999-03 |Seiten=1–9 |DOI=10.1000/xyz}}</ref>
== Ursachen ==
Unbekannt.<ref name="i">{{Internetquelle |url=https://e.example |titel=Seite |werk=Werk |datum=2012-05-04 |abruf=2013-01-02}}</ref>
== Weblinks ==
* [https://e.example/a Eine Seite]
{{Commonscat|Example}}
== Einzelnachweise ==
<references />
{{Gesundheitshinweis}}
{{SORTIERUNG:Beispielose}}
[[Kategorie:Krankheitsbild in der Neurologie]]
[[en:Example]]""",
        "Beispielose Morbus exempli ist eine Krankheit Ursachen Unbekannt Weblinks Eine Seite Einzelnachweise",
        ["Ursachen", "Weblinks", "Einzelnachweise"],
        2,
    ),
    "german-file": (
        """\
[[Datei:Bild.png|mini|hochkant=1.2|Eine ''Abbildung'' mit [[Nerv|Nerven]]]]
Text.""",
        "Eine Abbildung mit Nerven Text",
        [],
        None,
    ),
    "german-infobox": (
        """\
{{Infobox ICD
 | 01-CODE = G25.3
 | 01-BEZEICHNUNG = Myoklonus
}}
Text.""",
        "G25.3 Myoklonus Text",
        [],
        None,
    ),
    "french": (
        """\
La '''maladie'''<ref>{{Article|langue=en|auteur1=A. B|titre=Un titre|périodique=Revue|date=12 mars 2001}}</ref> est rare{{Référence nécessaire}}.
== Étiologie ==
Inconnue.
[[Catégorie:Maladie]]""",
        "La maladie est rare Étiologie Inconnue",
        ["Étiologie"],
        1,
    ),
    "spanish": (
        """\
La '''enfermedad'''<ref>{{Cita publicación|autor=Pérez, J.|título=Un título|publicación=Rev|fecha=enero de 2001}}</ref>.
[[Archivo:x.png|miniaturadeimagen|derecha|Una imagen]]
[[Categoría:Enfermedades]]""",
        "La enfermedad Una imagen",
        [],
        1,
    ),
    "italian": (
        """\
La '''malattia'''<ref>{{Cita pubblicazione|cognome=Rossi|nome=M|titolo=Titolo|rivista=Riv|anno=2001}}</ref>.
[[File:x.png|miniatura|destra|Una figura]]
[[Categoria:Malattie]]""",
        "La malattia Una figura",
        [],
        1,
    ),
    "dutch-polish-ru": (
        """\
Text één.
[[Bestand:x.png|thumb|Plaatje tekst]]
[[Plik:y.png|thumb|Podpis]]
[[Файл:z.png|мини|Подпись файла]]
[[Categorie:Ziekte]]
[[Kategoria:Choroby]]
[[Категория:Болезни]]""",
        "Text één Plaatje tekst Podpis Подпись файла",
        [],
        None,
    ),
    "vauthors": (
        "A<ref>{{cite journal | vauthors = Smith AB, van der Berg C, O'Brien-Lee D, et al | display-authors = 3 | title = A title | journal = N Engl J Med | date = Summer 2010 | volume = 3 | issue = 2 | pages = 10–12 | doi = 10.1000/ABC | pmid = 123 | pmc = 456 | url = https://x.example }}</ref>",
        "A",
        [],
        1,
    ),
    "author-last": (
        "A<ref>{{cite journal |author1-last=Smith |author1-first=A. |author2-last=Doe |author2-first=B. |display-authors=etal |title=T one|journal=J|date=2010–11}}</ref> b<ref>{{cite web|title=No date|url=http://x.example|date=n.d.}}</ref> c<ref>{{cite book|title=Circa|date=circa 1850}}</ref>",
        "A b c",
        [],
        3,
    ),
    "infobox": (
        """\
{{Infobox medical condition (new)
| name = Example
| image = X.jpg
| caption = A picture
| field = [[Neurology]]
| symptoms = {{hlist|Ataxia|Tremor}}
| risks = {{plainlist|
* Age
* Sex
}}
| frequency = 1 in 100,000<ref>W.</ref>
}}
Body.""",
        "Example A picture Neurology Ataxia Tremor Age Sex 1 in 100 000 Body",
        [],
        1,
    ),
    "table-spans": (
        """\
{| class="wikitable"
|+ Caption words
! rowspan=2 | A !! colspan="2" | B
|-
! C !! D
|-
| 1 || 2 || 3
|-
| rowspan=2 | x
| y || z
|-
| colspan=2 style="a:b" | w
|}""",
        "Caption words A B C D 1 2 3 x y z w",
        [],
        None,
    ),
    "table-nested": (
        "Before\n{|\n| a\n| \n{| class=wikitable\n! h\n|-\n| in\n|}\n| b\n|}\nAfter",
        "Before a h in b After",
        [],
        None,
    ),
    "table-unclosed": (
        """\
== One ==
{| class=wikitable
! a
|-
| b
== Two ==
Text after.

More.""",
        "One a b Two Text after More",
        ["One", "Two"],
        None,
    ),
    "table-unclosed-end": (
        """\
Intro.
{|
| a || b
|-
| c || d""",
        "Intro a b c d",
        [],
        None,
    ),
    "table-list-cells": (
        """\
{|
|
* one
* two
** three
|
; t : d
|}""",
        "one two three t d",
        [],
        None,
    ),
    "table-html": (
        "<table><caption>Cap</caption><tr><th>a<th>b<tr><td>c<td>d</table>end",
        "Cap a b c d end",
        [],
        None,
    ),
    "table-html2": (
        "<TABLE border=1><TR><TD>a</TD><TD>b</TD></TR></TABLE>",
        "a b",
        [],
        None,
    ),
    "table-pipes": (
        """\
{|
|-
| [[a|b]] || {{nowrap|c}} || d<nowiki>||</nowiki>e
|}""",
        "b c d e",
        [],
        None,
    ),
    "table-cell-attr": (
        """\
{|
| style="x" | {{abbr|CSF|fluid}} || scope=row | q
|}""",
        "CSF q",
        [],
        None,
    ),
    "deflist": (
        """\
; Term : def one
: def two
; Term two
:: deep
:* bullet in
; [[a:b|link]] : after""",
        "Term def one def two Term two deep bullet in link after",
        [],
        None,
    ),
    "lists-mixed": (
        """\
* a
*# b
*# c
** d
*: e
# f
#* g
#: h
*** i""",
        "a b c d e f g h i",
        [],
        None,
    ),
    "list-html": (
        "<ul><li>a<li>b <ul><li>c</li></ul></li></ul><ol start=3><li>d</ol>",
        "a b c d",
        [],
        None,
    ),
    "list-blank": (
        """\
* a

* b
*
* c
:indent

:more""",
        "a b c indent more",
        [],
        None,
    ),
    "math": (
        "The value <math>x^2 + \\frac{a}{b}</math> is <chem>H2O</chem> and <math display=block>y</math> end.",
        "The value is and end",
        [],
        None,
    ),
    "gallery": (
        """\
<gallery mode=packed caption="Cap">
File:a.jpg|Caption ''one'' [[x]]
Image:b.png|alt=z|Two<ref>R</ref>
c.jpg
</gallery>
End""",
        "Caption one x Two End",
        [],
        1,
    ),
    "code": (
        """\
<syntaxhighlight lang="python">
x = {1: "[[a]]"}
</syntaxhighlight>
<source lang=c>int y;</source><pre>pre ''text'' [[b]]</pre>
 indented line
<code>co {{x}} de</code>""",
        "x 1 a int y pre text b indented line co de",
        [],
        None,
    ),
    "nowiki": (
        "a <nowiki>[[b]] {{c}} ''d''</nowiki> e<nowiki/>f <nowiki />g",
        "a b c d ef g",
        [],
        None,
    ),
    "include": (
        "<noinclude>n1 </noinclude><includeonly>gone</includeonly><onlyinclude>o1</onlyinclude> end",
        "n1 o1 end",
        [],
        None,
    ),
    "poem": (
        """\
<poem>
line one
 line two
</poem>
{{poemquote|a b
c d}}""",
        "line one line two a b c d",
        [],
        None,
    ),
    "magic": (
        """\
__TOC__ __NOTOC__
__FORCETOC__
Text {{PAGENAME}} {{CURRENTYEAR}} {{NAMESPACE}} end.
{{DEFAULTSORT:x, y}}
{{DISPLAYTITLE:''x''}}""",
        "Text end",
        [],
        None,
    ),
    "if": (
        "a {{#if: {{{x|}}} | yes | no words }} b {{#ifeq:a|a|same|diff}} c {{#switch:x|a=1|#default=2}} d {{#expr:1+2}} e {{#invoke:Mod|f|x}} f",
        "a b c d e f",
        [],
        None,
    ),
    "entities": (
        "5&nbsp;mg &lt;1&nbsp;% &alpha;-syn &#945; &#x3b1; &amp;nbsp; &eacute;t&eacute; &notanentity; &#0; &#xD800; &#99999999; R&D a&b;",
        "5 mg 1 α syn α α été R D a b",
        [],
        None,
    ),
    "rtl": (
        """\
التهاب الدماغ<ref>مرجع</ref> هو مرض.
== الأعراض ==
* صداع
* حمى""",
        "التهاب الدماغ هو مرض الأعراض صداع حمى",
        ["الأعراض"],
        1,
    ),
    "cjk": (
        """\
眼球陣攣-肌陣攣症候群（OMS）是一種[[神經]]疾病。<ref>文獻</ref>
==症狀==
* 眼球顫動""",
        "眼球陣攣 肌陣攣症候群 OMS 是一種神經疾病 症狀 眼球顫動",
        ["症狀"],
        1,
    ),
    "emoji": (
        """\
Pain 😀👨‍👩‍👧 scale 🏥 == not a heading ==
== 🧠 Brain ==
x""",
        "Pain scale not a heading Brain x",
        ["🧠 Brain"],
        None,
    ),
    "nul": (
        "a\x00b c\x01d\x0be\n== H\x00ead ==\nf",
        "ab c d e Head f",
        None,
        None,
    ),
    "unclosed-ref": (
        """\
One two<ref>never ends three four.

Five six.
== H ==
Seven<ref>ok</ref>.""",
        "One two never ends three four Five six H Seven",
        ["H"],
        None,
    ),
    "unclosed-ref-cite": (
        """\
One<ref name=z>{{cite web|title=T|url=http://e.example}} two three.
== H ==
four""",
        "One two three H four",
        ["H"],
        1,
    ),
    "unclosed-template": (
        """\
One {{cite journal|title=abc two

three four
== H ==
five {{small|six}}""",
        "One H five six",
        ["H"],
        None,
    ),
    "unclosed-link": (
        """\
One [[two three

four [[five|six]] seven]] [http://x.example eight nine""",
        "One two three four six seven eight nine",
        [],
        None,
    ),
    "unclosed-bold": (
        """\
'''One two
three ''four
five'' six '''''seven
eight""",
        "One two three four five six seven eight",
        [],
        None,
    ),
    "stray-close": (
        "a</ref> b}} c]] d|} e</div> f--> g''' h",
        "a b c d e f g h",
        [],
        None,
    ),
    "heading-odd": (
        "= One =\n==Two==<!-- c -->\n=== Three ===  \n====== Six ======\n== Not closed\n== A = B ==\n====\n==  ==\n=Seven==",
        "One Two Three Six Not closed A B Seven",
        None,
        None,
    ),
    "heading-markup": (
        """\
== ''Ital'' and [[link|text]] ==
a
== With ref<ref>r</ref> ==
b
=== <span id=x>Span</span> {{anchor|q}} ===
c
== {{nowrap|T words}} ==
d""",
        "Ital and text a With ref b Span c T words d",
        ["Ital and text", "With ref", "Span", "T words"],
        None,
    ),
    "heading-comment-line": (
        "<!-- x -->== Head ==\ntext\n== Two == <!-- y --> \nt",
        "Head text Two t",
        None,
        None,
    ),
    "heading-nowiki": (
        """\
<nowiki>
== no ==
</nowiki>
<pre>
== pre ==
</pre>
<!--
== com ==
-->
== yes ==
x""",
        "no pre yes x",
        ["yes"],
        None,
    ),
    "comment-in": (
        """\
on<!-- c -->e t<!--

-->wo
<!-- line -->
three
* a
<!-- between -->
* b""",
        "one two three a b",
        [],
        None,
    ),
    "links": (
        "[[a]]s [[b|c]]d [[e#f|]] [[:Category:X]] [[:File:y.png|see y]] [[de:Artikel|inline]] [[wikt:word|w]] [mailto:a@b.example mail] [//x.example rel] https://bare.example/x.",
        "as cd see y inline w mail rel",
        [],
        None,
    ),
    "link-nested": (
        "[[File:a.png|thumb|alt=none|Cap with [[link|words]] and {{nowrap|tpl}} and <ref>r1</ref> [[File:b.png|10px]] end]] after",
        "after",
        [],
        1,
    ),
    "convert": (
        "{{convert|5|mg/dL|mmol/L}} {{val|3.5|0.2|ul=mm}} {{frac|1|2}} {{circa|1850}} 10{{e|6}} {{sup|2}} {{chem2|H2O}} {{nowrap|5 mg}} {{ndash}} {{lang|la|morbus}} {{transl|ru|slovo}} x",
        "5 mg dL 3.5 0.2 1 2 1850 10 2 H2O 5 mg morbus slovo x",
        [],
        None,
    ),
    "cn": (
        "One{{citation needed|date=May 2011}} two{{Medical citation needed}} three{{mcn}} four{{clarify|reason=x}} {{Better source needed}}five{{rp|12}}",
        "One two three four five",
        [],
        None,
    ),
    "hatnotes": (
        """\
{{about|the disease|the sign|other}}
{{redirect|X|the y|Z}}
{{Main|Article one|Article two}}
{{See also|Q#r{{!}}shown}}
Body""",
        "Body",
        [],
        None,
    ),
    "quote": (
        """\
{{quote|text=Quoted words.|author=An Author|source=The book}}
{{cquote|Other words}}
<blockquote>Third ''words''<ref>r</ref></blockquote>
End""",
        "Quoted words An Author The book Other words Third words End",
        [],
        1,
    ),
    "collapse": (
        """\
{{collapse top|title=T}}
Inside words.
{{collapse bottom}}
{{hidden begin|title=U}}
More inside.
{{hidden end}}
{{div col}}
* a
* b
{{div col end}}""",
        "Inside words More inside a b",
        [],
        None,
    ),
    "chem-sub": (
        "H<sub>2</sub>O, CD4<sup>+</sup> T, m<sup>2</sup>, 10<sup>−9</sup>, x<sub>max</sub>",
        "H₂O CD4 T m² 10⁻⁹ xmax",
        [],
        None,
    ),
    "crlf-tabs": (
        "a\r\n== H ==\r\n*\tb\r\n*\tc\r\n\r\nd\r",
        "a H b c d",
        ["H"],
        None,
    ),
    "bom": (
        "\ufeff'''One''' two\n== H ==\n\u200bthree\xad four",
        "One two H three four",
        ["H"],
        None,
    ),
    "braces": (
        "{a} {{{b|c}}} {{}} {{ }} {{|}} [[]] [[|]] [ ] x",
        "x",
        [],
        None,
    ),
    "ref-in-heading-and-list": (
        """\
== H<ref name=r>R</ref> ==
* a<ref name=r/>
:: b<ref name="r" ></ref>""",
        "H a b",
        ["H"],
        1,
    ),
    "ref-nested": (
        "a{{#tag:ref|Outer <ref>inner</ref>|name=o}} b<ref name=o/> c",
        "a b c",
        [],
        None,
    ),
    "ref-self-after": (
        "a<ref name=x></ref> b<ref name=x>W</ref>",
        "a b",
        [],
        1,
    ),
    "ref-extends": (
        "a<ref name=b>Book</ref> c<ref extends=b>page 3</ref> d<ref follow=b>more</ref>",
        "a c d",
        [],
        None,
    ),
    "ref-plain-cite": (
        "a<ref>Smith AB, Jones C. A title here. N Engl J Med. 2010;362(3):10-12. PMID 12345 doi:10.1000/x</ref> b<ref>[https://x.example/y Site title], retrieved 2010</ref> c<ref>https://bare.example/z</ref>",
        "a b c",
        [],
        3,
    ),
    "pmid-tpl": (
        "a<ref>{{cite pmid|123456}}</ref> b<ref>{{PMID|99}}</ref> c<ref>{{cite doi|10.1/x}}</ref> d",
        "a b c d",
        [],
        3,
    ),
    "wikidoc": (
        """\
__NOTOC__
{{Example disease}}
{{CMG}}; {{AE}} {{XX}}

{{SK}} A; B; C (D, E)

==Overview==
'''Ex''' is.<ref name="pmid1">{{cite journal| author=Smith A, Jones B| title=T. | journal=J | year= 2010 | volume= 3 | issue= 2 | pages= 1-9 | pmid=123 | doi=10.1000/1 | pmc= | url=https://x.example }} </ref>

==Historical Perspective==
*In 1962, '''Kinsbourne''' described.<ref name="pmid1"/>
==Causes==

==References==
{{Reflist|2}}

{{WH}}
{{WS}}
[[Category:Neurology]]
[[Category:Needs content]]""",
        "A B C D E Overview Ex is Historical Perspective In 1962 Kinsbourne described Causes References",
        ["Overview", "Historical Perspective", "Causes", "References"],
        1,
    ),
    "wikidoc-table": (
        """\
{| style="border: 0px; font-size: 90%; margin: 3px;" align=center
| valign=top |
|+
! style="background: #4479BA; width: 200px;" | {{fontcolor|#FFF|Test}}
! style="background: #4479BA;" | {{fontcolor|#FFF|Finding}}
|-
| style="padding: 5px 5px; background: #DCDCDC;" | '''MRI'''
| style="padding: 5px 5px;" | Normal
|}""",
        "Test Finding MRI Normal",
        [],
        None,
    ),
    "ref-quotes-odd": (
        'a<ref name="it\'s">W1</ref> b<ref name="it\'s"/> c<ref name=“smart”>W2</ref> d<ref name=“smart”/> e<ref name=é>W3</ref> f<ref name=é/>',
        "a b c d e f",
        [],
        3,
    ),
    "html-mix": (
        '<p>One</p><div style="x">Two<br>three<br/>four<hr>five</div><span class=q>six</span><b>sev</b>en <i>eight</i><big>nine</big><u>ten</u><s>eleven</s><center>twelve</center>',
        "One Two three four five sixseven eightnineteneleven twelve",
        [],
        None,
    ),
    "html-unclosed": (
        """\
<div>One <b>two <i>three

<span>four
== H ==
<small>five""",
        "One two three four H five",
        ["H"],
        None,
    ),
    "abbr-ruby": (
        '<abbr title="t">CSF</abbr> <ruby>漢<rp>(</rp><rt>kan</rt><rp>)</rp></ruby> <q>quoted</q> <dfn>d</dfn> <mark>m</mark> <kbd>k</kbd> <bdi>z</bdi>',
        "CSF quoted d m k z",
        [],
        None,
    ),
    "section-tags": (
        '<section begin=a />One<section end=a /> <templatestyles src="x/styles.css" /><indicator name=q>[[File:x.png]]</indicator> two <score>c d e</score> <graph>{}</graph> <mapframe/>',
        "One two",
        [],
        None,
    ),
    "score-timeline": (
        """\
One <timeline>
ImageSize = x
</timeline> two <imagemap>
File:x.png|thumb
rect 0 0 1 1 [[a|b]]
</imagemap> three""",
        "One two three",
        [],
        None,
    ),
    "redirect": (
        """\
#REDIRECT [[Target page#Sec]] {{R from move}}
[[Category:X]]""",
        "",
        [],
        None,
    ),
    "dates": (
        "w0<ref>{{cite web|title=T0|url=http://e.example/0|date=Summer 2010}}</ref> w1<ref>{{cite web|title=T1|url=http://e.example/1|date=2010–11}}</ref> w2<ref>{{cite web|title=T2|url=http://e.example/2|date=n.d.}}</ref> w3<ref>{{cite web|title=T3|url=http://e.example/3|date=circa 1999}}</ref> w4<ref>{{cite web|title=T4|url=http://e.example/4|date=c. 1999}}</ref> w5<ref>{{cite web|title=T5|url=http://e.example/5|date=2010-02-30}}</ref> w6<ref>{{cite web|title=T6|url=http://e.example/6|date=31 June 2010}}</ref> w7<ref>{{cite web|title=T7|url=http://e.example/7|date=Feb. 2010}}</ref> w8<ref>{{cite web|title=T8|url=http://e.example/8|date=Christmas 2010}}</ref> w9<ref>{{cite web|title=T9|url=http://e.example/9|date=First Quarter 2010}}</ref> w10<ref>{{cite web|title=T10|url=http://e.example/10|date=2010 [1999]}}</ref> w11<ref>{{cite web|title=T11|url=http://e.example/11|date=Spring–Summer 2010}}</ref> w12<ref>{{cite web|title=T12|url=http://e.example/12|date=December 2009 – January 2010}}</ref> w13<ref>{{cite web|title=T13|url=http://e.example/13|date=12–15 May 2010}}</ref> w14<ref>{{cite web|title=T14|url=http://e.example/14|date=1 January 2010a}}</ref> w15<ref>{{cite web|title=T15|url=http://e.example/15|date=二〇一〇年}}</ref> w16<ref>{{cite web|title=T16|url=http://e.example/16|date=2010-00-00}}</ref> w17<ref>{{cite web|title=T17|url=http://e.example/17|date=10/2010}}</ref> w18<ref>{{cite web|title=T18|url=http://e.example/18|date={{date|2010-01-02}}}}</ref> w19<ref>{{cite web|title=T19|url=http://e.example/19|date=<!-- x -->2011}}</ref> w20<ref>{{cite web|title=T20|url=http://e.example/20|date=Easter 2001}}</ref> w21<ref>{{cite web|title=T21|url=http://e.example/21|date=Jan-Feb 2003}}</ref> w22<ref>{{cite web|title=T22|url=http://e.example/22|date=2003 Jan-Feb}}</ref> w23<ref>{{cite web|title=T23|url=http://e.example/23|date=2003 Mar 15}}</ref> w24<ref>{{cite web|title=T24|url=http://e.example/24|date=15. März 2003}}</ref> ",
        "w0 w1 w2 w3 w4 w5 w6 w7 w8 w9 w10 w11 w12 w13 w14 w15 w16 w17 w18 w19 w20 w21 w22 w23 w24",
        [],
        25,
    ),
    "seealso-list": (
        """\
== See also ==
{{div col|colwidth=20em}}
* [[A]] – note
* {{annotated link|B}}
{{div col end}}
{{Portal bar|Medicine}}
== External links ==
* {{official website|https://x.example}}
* {{MedlinePlus|123}}
{{Medical resources
| ICD10 = {{ICD10|G25.3}}
| OMIM = 123
}}
{{Nervous system}}
{{Authority control}}""",
        "See also A note B External links",
        ["See also", "External links"],
        None,
    ),
    "abs-table-row-templates": (
        """\
{| class=wikitable
|-
! A
{{row|x}}
|-
| {{yes}} || {{no|Nope}} || {{n/a}} || {{dunno}}
|}""",
        "A Yes Nope",
        [],
        None,
    ),
    "multi-column": (
        """\
{{col-begin}}
{{col-2}}
* left
{{col-2}}
* right
{{col-end}}
{{multiple image
| align=right
| image1=a.png
| caption1=Cap one here
| image2=b.png
| caption2=Cap two
}}""",
        "left right Cap one here Cap two",
        [],
        None,
    ),
    "notes-group-list": (
        """\
A<ref group=lower-alpha name=k>Key <ref>inner</ref> words</ref> b.
{{reflist|group=lower-alpha|refs=<ref name=zz group=lower-alpha>ZZ</ref>}}""",
        "A b",
        [],
        None,
    ),
    "cite-odd": (
        "A<ref>{{Cite journal|last1=Smith|first1=A.|last2=|first2=|title=A {{sub|2}} ''title'' [[link|l]]|journal=[[J Ex]]|volume=|pages=1|page=|date=|year=2001|doi=10.1000/a{{!}}b|pmid=PMID 12|pmc=PMC12}}</ref><ref>{{cite book | title = B | editor1-last = Ed | editor1-first = E. | chapter = Chap | isbn = 978-0 | edition = 2nd | publisher = P | location = L }}</ref> b",
        "A b",
        [],
        2,
    ),
}
"""Name → wikitext, its visible words in their order, its headings and how many works it cites (None: not settled)."""
