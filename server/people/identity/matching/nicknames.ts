// Which short names are used for which names? English and Spanish, both ways. Written as people use them; foldings and endings
// are the comparison's business.

/** One line for each name with its spellings (`/`) and what its bearers are called. */
const lines = `
abigail: abby abbie gail
abraham: abe bram
adelaide: addie heidi
agustin/augustin: tin
alan/allan/allen: al
albert/alberto: al bert bertie beto
alejandra: ale alex jandra
alejandro: ale alex jandro
alexander: al alex lex sandy xander zander alec sasha
alexandra: alex lexi sandra sandy sasha
alexis: alex lexi
alfonso/alphonso: al fonso poncho
alfred/alfredo: al fred freddy fredo
alicia: ali licha
alison/allison: ali allie
amelia: amy millie mia
ana/anna/anne/ann: annie nancy anita nan
anastasia: ana stacy tasha nastya
andrea: andi andy drea
andrew: andy drew
andres: andy
angela: angie ange
angelina: angie lina
antonia: toni tonia toña
antonio: toni tony toño
anthony: tony ant
arthur/arturo: art artie turo
barbara: barb babs bobbie
beatrice/beatriz: bea trixie bety
benjamin: ben benny benji benja
bernard: bernie
bradley: brad
brandon: bran
brenda: bren
caitlin/kaitlyn/katelyn: kate katie cait
calvin: cal
cameron: cam
carlos: charlie carlitos calo
carmen: carmela menchu
carol/caroline/carolyn/carolina: carrie caro lynn line
cassandra: cass cassie sandra
catalina: cata lina
cecilia: ceci cece
charles: charlie chuck chas chip
charlotte: charlie lottie char
christian/cristian: chris cris
christina/cristina: chris cris tina christy chrissy
christine: chris tina christy chrissy
christopher/cristobal: chris kit topher cris
clara: clarita
clifford: cliff
consuelo: chelo
cynthia: cindy
daniel: dan danny dani
daniela/danielle: dani danny
david: dave davey
deborah/debra: deb debbie
dennis: denny
dolores: lola loli
dominic: dom nick
donald: don donny
donna: donnie
dorothy: dot dottie dolly
douglas: doug
eduardo: edu lalo eddie
edward: ed eddie ned ted teddy
edwin: ed eddie
elaine: lainey
eleanor/elena/helen/helena: ellie nell nora lena nena
elizabeth/elisabeth/isabel/isabella: liz lizzie beth betsy betty eliza lisa isa bella chabela
emily: em emmy
emma: em emmy
enrique/henry: hank harry kike quique rick
ernest/ernesto: ernie neto
esperanza: espe lanza
esther/ester: essie tete
eugene/eugenio: gene
evelyn: eve evie
federico/frederick: fred freddy fede fico rick
felipe/philip: phil pip pipe
fernanda: fer nanda
fernando: fer nando
florence/florencia: flo flor
frances/francesca: fran frannie
francis: frank fran
francisca: paca pancha fran
francisco: paco pancho paquito cisco frank kiko
gabriel: gabe gabi
gabriela/gabrielle: gabi gaby brie
gail: 
genevieve: gen viv
george/jorge: georgie koki
gerald: gerry jerry
gerardo: gera jerry
gertrude/gertrudis: trudy tula
gilbert/gilberto: gil bert beto
gloria: glo
gonzalo: gonza chalo
graciela/grace: chela gracie
gregory/gregorio: greg goyo
guadalupe: lupe lupita
guillermo: memo guille willy
gustavo: gus tavo
harold: harry hal
harriet: hattie
heather: 
heriberto: beto
hector: tito
hilda: 
howard: howie
hugo: 
ignacio: nacho
ines: 
irene: rene
isaac: ike zac
isaiah: zay
jacob: jake jay coby
jacqueline: jackie
james: jim jimmy jamie jem
jane: janie jenny
janet: jan
janice: jan
jason: jay jase
javier: javi
jean: jeannie
jeffrey/geoffrey: jeff geoff
jennifer: jen jenny jenna
jeremy: jerry jem
jerome: jerry
jesse: jess
jessica: jess jessie
jesus: chuy chucho
joan/joanne/joanna/johanna: jo joanie jan
joaquin: quin chimo
john: jack johnny jon jock
jonathan: jon jonny nathan
jose: pepe chepe pepito
josefina/josephine: jo josie fina pepa chepina
joseph: joe joey jo
joshua: josh
juan: juanito juancho
juana: juanita
judith: judy jude
julia/juliana: julie jules juli
julian: jules juli
julio: julito
karen: kari
katherine/catherine/kathryn/catharine: kate kathy katie cathy kat kit kitty kay katy trina
kathleen: kathy kate katie kat
kenneth: ken kenny
kevin: kev
kimberly: kim kimmy
kristen/kristin: kris kristy
larry: 
laura: laurie lori laurita
lawrence/lorenzo: larry lars lencho
leonard/leonardo: leo len lenny
leticia: lety
lillian/liliana: lily lil lili
linda: lin lindy
louis/luis: lou louie lucho
louise/luisa: lou lulu
lourdes: lulu
lucia/lucy: lu lucita
lucille: lu lucy
luke/lucas: 
magdalena/madeline/madeleine: maggie maddie lena magda
manuel: manny manolo manu
manuela: manu nela
marcela: chela marce
marcus/marcos/mark: marc
margaret/margarita: maggie meg peggy marge margie greta rita daisy mago
maria/marie: mari mary mia maria
marianne/mariana: mari
maribel: mari bel
marisol: mari sol
martha/marta: marty mattie
martin: marty
mary: molly polly mae mamie
matthew/mateo: matt matty teo
maureen: mo
maurice/mauricio: mo mauro
maximilian/maximiliano: max maxi
melissa: mel missy lissa
mercedes: meche merche
michael/miguel: mike mick mickey mikey migue
michelle: shelly mich
mildred: millie
minerva: minnie
miriam: mim mimi
mitchell: mitch
monica: moni
montserrat: montse
nancy: nan
natalie/natalia: nat nata talia
nathan: nate nat
nathaniel: nate nat nathan
nicholas/nicolas: nick nicky nico
nicole/nicola: nicky nico nikki
norma: normita
octavio: tavo
oliver: ollie
olivia: liv livvy
oscar: ozzie
pamela: pam
patricia: pat patty trish tricia paty
patrick: pat paddy rick
patricio: pato
paul: paulie
paula: pau
paulina: pau lina
pedro/peter: pete perico
penelope: penny
pilar: pili
priscilla: cilla prissy
rachel/raquel: rach quela
rafael/raphael: rafa rafe
ramon: moncho ray
randall: randy
raul: rulo
raymond/raymundo: ray mundo
rebecca: becky becca
refugio: cuco cuca
regina: gina reggie
reginald: reg reggie
ricardo: ricky rick richie cardo
richard: dick rick ricky rich richie
robert: bob bobby rob robbie bert
roberta: bobbie bert
roberto: beto rob robby tito
rodrigo: rod rodri
ronald: ron ronnie
rosalia/rosalie: rosie lia
rosario: charo chayo
rosa/rose: rosie rosita
rosemary: rosie romy
roxana/roxanne: roxy
rudolph/rodolfo: rudy rodo fito
russell: russ rusty
salvador: chava sal
samantha: sam sammy
samuel: sam sammy
sandra: sandy
santiago: santi chago diego
sarah/sara: sally sadie
sebastian: seb bas seba
sergio: checo
sharon: shari
sophia/sofia: sophie sofi
stanley: stan
stephanie/estefania: steph stephie fani
stephen/steven/esteban: steve stevie
susan/susana/suzanne/susannah: sue susie suzy susi
teresa/theresa: terry tess tessa tere
terence/terrence: terry
theodore/teodoro: ted teddy theo teo
thomas/tomas: tom tommy
timothy: tim timmy
tobias: toby
valentina: val vale tina
valeria/valerie: val vale
vanessa: nessa
veronica: vero ronnie roni
vicente/vincent: vince vinny chente
victor: vic
victoria: vicky vic tori toria
virginia: ginny vicky gina
vivian/vivien/viviana: viv
walter: walt wally
wendy: 
wilfred/wilfredo: fred will
william: bill billy will willie liam
xavier: xavi
yolanda: yoli
zachary: zach zack
`

export type Nicknames = {
  /** Groups of names that a short or a full name may stand for; several when it says too little. */
  groupsOf(name: string): readonly number[]
  /** Is this one of the full names, not only a short one? */
  full(name: string): boolean
}

/** `fold` brings both tables and names to the same form. */
export function openNicknames(fold: (text: string) => string): Nicknames {
  const groups = new Map<string, number[]>()
  const fulls = new Set<string>()
  const add = (name: string, group: number): void => {
    const key = fold(name)
    const before = groups.get(key)
    if (before === undefined) groups.set(key, [group])
    else if (!before.includes(group)) before.push(group)
  }
  for (const [group, line] of lines.trim().split('\n').entries()) {
    const [names = '', short = ''] = line.split(':')
    for (const name of names.split('/')) {
      add(name, group)
      fulls.add(fold(name))
    }
    for (const name of short.trim().split(' ').filter((one) => one !== '')) add(name, group)
  }
  return { groupsOf: (name) => groups.get(name) ?? [], full: (name) => fulls.has(name) }
}
