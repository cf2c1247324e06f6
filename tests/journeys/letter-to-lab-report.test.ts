// P7 "With an activation code from a letter I am in within minutes", P12 "I confirm my e-mail by a link or a code", P14 "A strong password, told the rules of before I type", P25 "I can filter by any dates", P26 "From a visit I get to everything that belongs to it", P32 "I can try with one small thing first", P34 "View, download exactly the thing I need, with its headers", P35 "All papers of one visit as one pack" (its beginning)
import { journey } from '../given/journey.ts'
import { rosaWalksFromTheLetterToHerPapers } from '../given/journeys/april.ts'

journey('Rosa goes from the printed letter to exactly one lab report and the After Visit Summary of the same visit', rosaWalksFromTheLetterToHerPapers)
