// Which short names are used for which names? English and Spanish, both ways. A short name that many bear as their own (Diego,
// Molly, Nathan) is not here: two children of one home may have both. `|` parts the same name in two languages.
import { oneEdit } from './edits.ts'

/** One line for each name with its spellings (`/`) and what its bearers are called. */
const lines = `
abigail: abby abbie gail
abraham: abe bram
adelaide: addie heidi
agustin/augustin: tin
alan/allan/allen: al
albert|alberto: al bert bertie beto
alejandra: ale alex jandra
alejandro: ale alex jandro
alexander: al alex lex sandy xander zander alec sasha
alexandra: alex lexi sandy sasha
alexis: alex lexi
alfonso/alphonso: al fonso poncho
alfred|alfredo: al fred freddy fredo
alicia: ali licha
alison/allison: ali allie
amelia: amy millie
ana/anna/anne/ann: annie nan
anastasia: stacy tasha nastya
andrea: andi andy drea
andrew: andy drew
andres: andy
angela: angie ange
angelina: angie lina
antonia: toni tonia toña
antonio: toni tony toño
anthony: tony ant
arthur|arturo: art artie turo
barbara: barb babs bobbie
beatrice|beatriz: bea trixie bety
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
carol|caroline/carolyn|carolina: carrie caro lynn line
cassandra: cass cassie
catalina: cata lina
cecilia: ceci cece
charles: charlie chuck chas chip
charlotte: charlie lottie char
christian/cristian: chris cris
christina/cristina: chris cris tina christy chrissy
christine: chris tina christy chrissy
christopher|cristobal: chris topher cris
clara: clarita
clifford: cliff
consuelo: chelo
cynthia: cindy
daniel: dan danny dani
daniela|danielle: dani danny
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
eleanor|elena|helen|helena: ellie nell lena nena
elizabeth/elisabeth|isabel|isabella: liz lizzie beth betsy betty isa chabela
emily: em emmy
emma: em emmy
enrique|henry: hank harry kike quique rick
ernest|ernesto: ernie neto
esperanza: espe lanza
esther/ester: essie tete
eugene|eugenio: gene
evelyn: eve evie
federico|frederick: fred freddy fede fico rick
felipe|philip: phil pip pipe
fernanda: fer nanda
fernando: fer nando
florence|florencia: flo flor
frances|francesca: fran frannie
francis: frank fran
francisca: paca pancha fran
francisco: paco pancho paquito cisco frank kiko
gabriel: gabe gabi
gabriela|gabrielle: gabi gaby brie
gail:
genevieve: gen
george|jorge: georgie koki
gerald: gerry jerry
gerardo: gera jerry
gertrude|gertrudis: trudy tula
gilbert|gilberto: gil bert beto
gloria: glo
gonzalo: gonza chalo
graciela|grace: chela gracie
gregory|gregorio: greg goyo
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
irene:
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
jennifer: jen jenny
jeremy: jerry jem
jerome: jerry
jesse: jess
jessica: jess jessie
jesus: chuy chucho
joan|joanne|joanna|johanna: jo joanie jan
joaquin: quin chimo
john: jack johnny jon jock
jonathan: jon jonny
jose: pepe chepe pepito
josefina|josephine: jo josie fina pepa chepina
joseph: joe joey jo
joshua: josh
juan: juanito juancho
juana: juanita
judith: judy jude
julia|juliana: jules juli
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
lawrence|lorenzo: larry lencho
leonard|leonardo: leo len lenny
leticia: lety
lillian|liliana: lily lil lili
linda: lin lindy
louis|luis: lou louie lucho
louise|luisa: lou lulu
lourdes: lulu
lucia|lucy: lu lucita
lucille: lu lucy
luke|lucas:
magdalena|madeline/madeleine: maggie maddie lena magda
manuel: manny manolo manu
manuela: manu nela
marcela: chela marce
marcus|marcos|mark: marc
margaret|margarita: maggie meg peggy marge margie mago
maria|marie: mari
marianne|mariana: mari
maribel: mari bel
marisol: mari sol
martha|marta: marty mattie
martin: marty
mary: polly mamie
matthew|mateo: matt matty teo
maureen: mo
maurice|mauricio: mo mauro
maximilian|maximiliano: max maxi
melissa: mel missy lissa
mercedes: meche merche
michael|miguel: mike mick mickey mikey migue
michelle: shelly mich
mildred: millie
minerva: minnie
miriam: mim mimi
mitchell: mitch
monica: moni
montserrat: montse
nancy: nan
natalie|natalia: nat nata talia
nathan: nate nat
nathaniel: nate nat
nicholas/nicolas: nick nicky nico
nicole|nicola: nicky nico nikki
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
pedro|peter: pete perico
penelope: penny
pilar: pili
priscilla: cilla prissy
rachel|raquel: rach quela
rafael/raphael: rafa rafe
ramon: moncho ray
randall: randy
raul: rulo
raymond|raymundo: ray mundo
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
rosalia|rosalie: rosie lia
rosario: charo chayo
rosa|rose: rosie rosita
rosemary: rosie romy
roxana|roxanne: roxy
rudolph|rodolfo: rudy rodo fito
russell: russ rusty
salvador: chava sal
samantha: sam sammy
samuel: sam sammy
sandra: sandy
santiago: santi chago
sarah/sara: sally
sebastian: seb bas seba
sergio: checo
sharon: shari
sophia/sofia: sophie sofi
stanley: stan
stephanie|estefania: steph stephie fani
stephen/steven|esteban: steve stevie
susan|susana|suzanne|susannah: sue susie suzy susi
teresa/theresa: terry tess tessa tere
terence/terrence: terry
theodore|teodoro: ted teddy theo teo
thomas/tomas: tom tommy
timothy: tim timmy
tobias: toby
valentina: val vale tina
valeria|valerie: val vale
vanessa: nessa
veronica: vero ronnie roni
vicente|vincent: vince vinny chente
victor: vic
victoria: vicky vic tori toria
virginia: ginny vicky gina
vivian/vivien|viviana: viv
walter: walt wally
wendy:
wilfred|wilfredo: fred will
william: bill billy will willie
xavier: xavi
yolanda: yoli
zachary: zach zack
`

/** Names that have no short form above. A slip that makes one of them makes another person: twins are named Jason and Mason. */
const further = `
aaliyah aaron ada adam adan adrian adriana adrienne agnes aidan aiden aileen aisha alana alanna alba alberta alden alejo alena alex alfonso alina alisa alma alondra alonso alton alvin alyssa amalia amanda amari amaya amber amelie amir amit amy anais ananya anastasia anders andre andrea andreas angel anika anil anita anja annabel annette annika anton anya april ariana ariel arjun arlene armando arnold arthur asha ashley ashton astrid aubrey audrey aurora austin ava avery axel ayana ayden aylin bailey barry beau belen bella bennett bernice bertha bethany beverly bianca blake bonnie boris boyd braden braxton brayden brent brett briana brianna brianne bridget brittany brody bruce bruno bryan bryant bryce brynn bryson caden caiden caleb camila camille candace cara carina carissa carl carla carlo carlton carly carmela carson carter casey celeste celia celina chad chandler chantal charlene chase chelsea cheryl chloe ciara claire clarence claude claudia clay clayton cleo clyde cody cole colin colleen connie connor cora corey corinne cornelius cory courtney craig crystal curtis daisy dale dallas damian damien damon dana dante daphne darius darlene darrell darren darwin dawn dean deanna declan delia delilah demetrius denise derek desiree desmond destiny devin devon diana diane dillon dina dmitri dora doreen dorian doris dorothea drake duane dustin dwight dylan earl ebony edgar edith edna eileen ella ellen elias elijah elisa eliseo ella elliot ellis elmer eloise elsa elsie elvira emerson emilia emilio emiliano enzo eric erica erik erika erin ernestine esmeralda estella estelle ethan etta eva evan eve everett ezra fabian faith fatima felicia felix fern fidel fiona floyd franklin freya frida gael garrett gary gavin gemma genesis georgia geraldine gianna gilda giovanni gisela giselle gladys glen glenda glenn gordon graham grant greta griffin guido gunnar gwen hailey haley hana hannah hans harley harmony harper harvey hassan hayden hazel heidi heinz helga henrietta herbert herman hilary holly hope horace hubert hudson hunter ian ida ignatius iman imani imelda ina inga ingrid ira iris irma irving isabelle isaias isla ismael israel itzel ivan ivy jada jade jaden jadon jaida jaime jalen jamal jamar jamie jana janelle jared jarrod jasmine jason jasper javon jaxon jayce jayden jaylen jean jeanette jenna jermaine jesse jill jillian joel johan jolene jordan jordyn josiah jovan joy joyce judah julianne julius june justin justine kai kaiden kaila kaitlin kaleb kamila kara karim karin karina karl karla kate kayden kayla kaylee keira keisha keith kelly kelsey kelvin kendall kendra kennedy kerry khalil kian kieran kiera kira kirk klaus krista kristina kurt kyle kyla kylie lacey laila lamar lana lance landon lara latoya layla lea leah lee leila leland lena leo leon leona leroy leslie lester levi lewis lia liam lidia lila lina linus lionel lloyd logan lois lola loren lorena loretta lorraine louisa lucian luciana luna luz lydia lyla lyle lynn mabel mackenzie macy maddox madison mae maeve maia makayla malcolm malia malik mallory mara marcel marcia marco margot mariam mariah marian marina marion marisa marissa marita marius marla marlene marlon marquis marsha marta marvin mason mathew matilda maura mavis max maya megan melanie melinda melody mercy meredith merle mia mila milan miles milo milton mina mira miranda misty mohamed mohammed moira molly morgan morris moses muhammad murray mya myra myrtle nadia nadine naomi natasha neal ned neil nelson nena nestor neville nia nicola nicolette nigel nils nina noah noel noelle noemi nolan noor nora norah norman nova olga oliver ophelia opal orlando orville otis otto owen paige paloma paola parker pascal paul peggy percy perla perry petra peyton phoebe phyllis piper preston quentin quinn rahul ralph ramona ramiro raina rasheed ray reagan reese reina rene renee reuben rex reyna rhonda riley rita river robin rocco rocio rocky rodney roger roland roman romeo rosa rosario rosemarie ross rowan roy ruben ruby rufus ruth ryan ryder ryker sabrina sadie sage saul savannah sawyer scarlett scott sean selena selina serena seth shane shanice shanika shannon shaun shawn sheila shelby sheldon shelley sherry shirley sidney sienna sierra silas silvia simon simone skylar sofia solomon sonia sonya spencer stacy stefan stella sterling stuart summer sunita suzette sven sydney sylvia talia tamara tamika tania tanya tara tasha tatiana taylor terri terrell thelma theresa tiana tiffany tina tobias todd tommy tonya tracy travis trent trevor trinity tristan troy tucker tyler tyra tyrone tyson ulysses uma una uriel ursula valentin valerie vaughn vera vernon vijay viola violet vita vivek vladimir wade wallace wanda warren wayne wendell wesley whitney wilbur willa willard wilma winston wyatt ximena yael yasmin yosef yousef yuri yvette yvonne zachariah zaid zaiden zaire zane zara zayden zayne zelda zion zoe zoey zora
`

export type Nicknames = {
  /**
   * May both stand for one name? `own`: one is a short form of the other (or another spelling) and of no other name. `several`: the
   * short one is said of others too, both are short, or they are the same name of two languages (Rosa, Rose).
   */
  relation(a: string, b: string): 'own' | 'several' | null
  /** Is it a name, long or short? */
  known(name: string): boolean
  /** How many names are one slip away from this word. */
  slipsOf(word: string): number
}

type Place = { readonly group: number; /** Null: a short form. */ readonly spelling: number | null }

/** `fold` brings the table to the form in which names are compared. */
export function openNicknames(fold: (text: string) => string): Nicknames {
  const places = new Map<string, Place[]>()
  const add = (name: string, place: Place): void => {
    const key = fold(name)
    const before = places.get(key) ?? []
    if (!before.some((one) => one.group === place.group)) places.set(key, [...before, place])
  }
  for (const [group, line] of lines.trim().split('\n').entries()) {
    const [names = '', short = ''] = line.split(':')
    for (const [spelling, same] of names.split('|').entries()) for (const name of same.split('/')) add(name, { group, spelling })
    for (const name of short.split(' ').filter((one) => one !== '')) add(name, { group, spelling: null })
  }
  const others = new Set(further.split(/\s+/).map(fold))
  const all = Map.groupBy([...new Set([...places.keys(), ...others])], (name) => name.length)
  return {
    known: (name) => places.has(name) || others.has(name),
    slipsOf: (word) => [-1, 0, 1].flatMap((more) => all.get(word.length + more) ?? []).filter((name) => oneEdit(word, name) !== null).length,
    relation(a, b) {
      const [ours, theirs] = [places.get(a) ?? [], places.get(b) ?? []]
      const both = ours.flatMap((one) => theirs.filter((other) => other.group === one.group).map((other) => [one.spelling, other.spelling] as const))
      if (both.length === 0) return null
      if (ours.length > 1 || theirs.length > 1) return 'several'
      return both.some(([one, other]) => (one === null) !== (other === null) || (one !== null && one === other)) ? 'own' : 'several'
    },
  }
}
