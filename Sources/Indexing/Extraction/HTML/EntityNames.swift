/// The characters that names stand for in HTML (HTML Standard, 13.5): those of HTML 4, and all others of letters,
/// punctuation and currencies; not those of mathematics.
enum EntityNames {
  /// What a name stands for.
  struct Entity: Sendable {
    var scalar: Unicode.Scalar
    /// Whether old pages write the name without a semicolon.
    var mayLackSemicolon: Bool
  }

  static let byName: NameTable<Entity> = {
    func entries(_ text: String, mayLackSemicolon: Bool) -> [(String, Entity)] {
      let words = text.split(separator: " ")
      return stride(from: 0, to: words.count - 1, by: 2).compactMap { place in
        UInt32(words[place + 1], radix: 16).flatMap(Unicode.Scalar.init).map { scalar in
          (String(words[place]), Entity(scalar: scalar, mayLackSemicolon: mayLackSemicolon))
        }
      }
    }
    return NameTable(entries(old, mayLackSemicolon: true) + entries(others, mayLackSemicolon: false))
  }()

  /// Names that may lack their semicolon, each with its code point in hexadecimal.
  private static let old = """
    AElig c6 AMP 26 Aacute c1 Acirc c2 Agrave c0 Aring c5 Atilde c3 Auml c4 COPY a9 Ccedil c7 ETH d0 Eacute c9 \
    Ecirc ca Egrave c8 Euml cb GT 3e Iacute cd Icirc ce Igrave cc Iuml cf LT 3c Ntilde d1 Oacute d3 Ocirc d4 \
    Ograve d2 Oslash d8 Otilde d5 Ouml d6 QUOT 22 REG ae THORN de Uacute da Ucirc db Ugrave d9 Uuml dc \
    Yacute dd aacute e1 acirc e2 acute b4 aelig e6 agrave e0 amp 26 aring e5 atilde e3 auml e4 brvbar a6 \
    ccedil e7 cedil b8 cent a2 copy a9 curren a4 deg b0 divide f7 eacute e9 ecirc ea egrave e8 eth f0 euml eb \
    frac12 bd frac14 bc frac34 be gt 3e iacute ed icirc ee iexcl a1 igrave ec iquest bf iuml ef laquo ab lt 3c \
    macr af micro b5 middot b7 nbsp a0 not ac ntilde f1 oacute f3 ocirc f4 ograve f2 ordf aa ordm ba oslash f8 \
    otilde f5 ouml f6 para b6 plusmn b1 pound a3 quot 22 raquo bb reg ae sect a7 shy ad sup1 b9 sup2 b2 sup3 b3 \
    szlig df thorn fe times d7 uacute fa ucirc fb ugrave f9 uml a8 uuml fc yacute fd yen a5 yuml ff
    """

  /// All other names.
  private static let others = """
    Abreve 102 Acy 410 Alpha 391 Amacr 100 Aogon 104 ApplyFunction 2061 Bcy 411 Bernoullis 212c Beta 392 \
    Breve 2d8 Bscr 212c CHcy 427 Cacute 106 CapitalDifferentialD 2145 Cayleys 212d Ccaron 10c Ccirc 108 \
    Cdot 10a Cedilla b8 CenterDot b7 Cfr 212d Chi 3a7 CloseCurlyDoubleQuote 201d CloseCurlyQuote 2019 Copf 2102 \
    DD 2145 DJcy 402 DScy 405 DZcy 40f Dagger 2021 Dcaron 10e Dcy 414 Delta 394 DiacriticalAcute b4 \
    DiacriticalDot 2d9 DiacriticalDoubleAcute 2dd DiacriticalGrave 60 DiacriticalTilde 2dc DifferentialD 2146 \
    Dot a8 DotDot 20dc DoubleDot a8 DownBreve 311 Dstrok 110 ENG 14a Ecaron 11a Ecy 42d Edot 116 Emacr 112 \
    Eogon 118 Epsilon 395 Escr 2130 Eta 397 ExponentialE 2147 Fcy 424 Fouriertrf 2131 Fscr 2131 GJcy 403 \
    Gamma 393 Gammad 3dc Gbreve 11e Gcedil 122 Gcirc 11c Gcy 413 Gdot 120 HARDcy 42a Hacek 2c7 Hat 5e Hcirc 124 \
    Hfr 210c HilbertSpace 210b Hopf 210d Hscr 210b Hstrok 126 IEcy 415 IJlig 132 IOcy 401 Icy 418 Idot 130 \
    Ifr 2111 Im 2111 Imacr 12a ImaginaryI 2148 InvisibleComma 2063 InvisibleTimes 2062 Iogon 12e Iota 399 \
    Iscr 2110 Itilde 128 Iukcy 406 Jcirc 134 Jcy 419 Jsercy 408 Jukcy 404 KHcy 425 KJcy 40c Kappa 39a \
    Kcedil 136 Kcy 41a LJcy 409 Lacute 139 Lambda 39b Laplacetrf 2112 Lcaron 13d Lcedil 13b Lcy 41b Lmidot 13f \
    Lscr 2112 Lstrok 141 Mcy 41c MediumSpace 205f Mellintrf 2133 Mscr 2133 Mu 39c NJcy 40a Nacute 143 \
    Ncaron 147 Ncedil 145 Ncy 41d NegativeMediumSpace 200b NegativeThickSpace 200b NegativeThinSpace 200b \
    NegativeVeryThinSpace 200b NewLine a NoBreak 2060 NonBreakingSpace a0 Nopf 2115 Nu 39d OElig 152 Ocy 41e \
    Odblac 150 Omacr 14c Omega 3a9 Omicron 39f OpenCurlyDoubleQuote 201c OpenCurlyQuote 2018 OverBar 203e \
    Pcy 41f Phi 3a6 Pi 3a0 PlusMinus b1 Poincareplane 210c Popf 2119 Prime 2033 Psi 3a8 Qopf 211a Racute 154 \
    Rcaron 158 Rcedil 156 Rcy 420 Re 211c Rfr 211c Rho 3a1 Ropf 211d Rscr 211b SHCHcy 429 SHcy 428 SOFTcy 42c \
    Sacute 15a Scaron 160 Scedil 15e Scirc 15c Scy 421 Sigma 3a3 TRADE 2122 TSHcy 40b TScy 426 Tab 9 Tau 3a4 \
    Tcaron 164 Tcedil 162 Tcy 422 Theta 398 ThinSpace 2009 TripleDot 20db Tstrok 166 Ubrcy 40e Ubreve 16c \
    Ucy 423 Udblac 170 Umacr 16a UnderBar 5f Uogon 172 Upsi 3d2 Upsilon 3a5 Uring 16e Utilde 168 Vcy 412 \
    Verbar 2016 Vert 2016 VerticalLine 7c VeryThinSpace 200a Wcirc 174 Xi 39e YAcy 42f YIcy 407 YUcy 42e \
    Ycirc 176 Ycy 42b Yuml 178 ZHcy 416 Zacute 179 Zcaron 17d Zcy 417 Zdot 17b ZeroWidthSpace 200b Zeta 396 \
    Zfr 2128 Zopf 2124 abreve 103 acy 430 af 2061 alefsym 2135 aleph 2135 alpha 3b1 amacr 101 and 2227 ang 2220 \
    angst c5 aogon 105 apos 27 ast 2a asymp 2248 backepsilon 3f6 backprime 2035 bcy 431 bdquo 201e bepsi 3f6 \
    bernou 212c beta 3b2 beth 2136 bprime 2035 breve 2d8 bsemi 204f bsol 5c bull 2022 bullet 2022 cacute 107 \
    cap 2229 caret 2041 caron 2c7 ccaron 10d ccirc 109 cdot 10b centerdot b7 chcy 447 chi 3c7 circ 2c6 \
    circledR ae clubs 2663 colon 3a comma 2c commat 40 complexes 2102 cong 2245 copysr 2117 crarr 21b5 cup 222a \
    dArr 21d3 dagger 2020 daleth 2138 darr 2193 dash 2010 dblac 2dd dcaron 10f dcy 434 dd 2146 ddagger 2021 \
    delta 3b4 diams 2666 die a8 digamma 3dd div f7 djcy 452 dollar 24 dot 2d9 dscy 455 dstrok 111 dzcy 45f \
    ecaron 11b ecy 44d edot 117 ee 2147 ell 2113 emacr 113 empty 2205 emsp 2003 emsp13 2004 emsp14 2005 eng 14b \
    ensp 2002 eogon 119 epsi 3b5 epsilon 3b5 epsiv 3f5 equals 3d equiv 2261 escr 212f eta 3b7 euro 20ac excl 21 \
    exist 2203 expectation 2130 exponentiale 2147 fcy 444 fnof 192 forall 2200 frac13 2153 frac15 2155 \
    frac16 2159 frac18 215b frac23 2154 frac25 2156 frac35 2157 frac38 215c frac45 2158 frac56 215a frac58 215d \
    frac78 215e frasl 2044 gacute 1f5 gamma 3b3 gammad 3dd gbreve 11f gcirc 11d gcy 433 gdot 121 ge 2265 \
    gimel 2137 gjcy 453 grave 60 gscr 210a hArr 21d4 hairsp 200a half bd hamilt 210b hardcy 44a harr 2194 \
    hbar 210f hcirc 125 hearts 2665 hellip 2026 horbar 2015 hslash 210f hstrok 127 hybull 2043 hyphen 2010 \
    ic 2063 icy 438 iecy 435 ii 2148 iiota 2129 ijlig 133 imacr 12b image 2111 imagline 2110 imagpart 2111 \
    imath 131 imped 1b5 incare 2105 infin 221e inodot 131 int 222b integers 2124 iocy 451 iogon 12f iota 3b9 \
    isin 2208 it 2062 itilde 129 iukcy 456 jcirc 135 jcy 439 jmath 237 jsercy 458 jukcy 454 kappa 3ba \
    kappav 3f0 kcedil 137 kcy 43a kgreen 138 khcy 445 kjcy 45c lArr 21d0 lacute 13a lagran 2112 lambda 3bb \
    lang 27e8 larr 2190 lbrace 7b lbrack 5b lcaron 13e lcedil 13c lceil 2308 lcub 7b lcy 43b ldquo 201c \
    ldquor 201e le 2264 lfloor 230a ljcy 459 lmidot 140 lowast 2217 lowbar 5f loz 25ca lpar 28 lrm 200e \
    lsaquo 2039 lsqb 5b lsquo 2018 lsquor 201a lstrok 142 mcy 43c mdash 2014 mho 2127 midast 2a minus 2212 \
    mldr 2026 mu 3bc nabla 2207 nacute 144 napos 149 naturals 2115 ncaron 148 ncedil 146 ncy 43d ndash 2013 \
    ne 2260 ni 220b njcy 45a nldr 2025 notin 2209 nsub 2284 nu 3bd num 23 numero 2116 numsp 2007 ocy 43e \
    odblac 151 oelig 153 ogon 2db ohm 3a9 oline 203e omacr 14d omega 3c9 omicron 3bf oplus 2295 or 2228 \
    order 2134 orderof 2134 oscr 2134 otimes 2297 part 2202 pcy 43f percnt 25 period 2e permil 2030 perp 22a5 \
    pertenk 2031 phi 3c6 phiv 3d5 phmmat 2133 pi 3c0 piv 3d6 planck 210f planckh 210e plankv 210f plus 2b pm b1 \
    prime 2032 primes 2119 prod 220f prop 221d psi 3c8 puncsp 2008 qprime 2057 quaternions 210d quest 3f \
    rArr 21d2 racute 155 radic 221a rang 27e9 rarr 2192 rationals 211a rbrace 7d rbrack 5d rcaron 159 \
    rcedil 157 rceil 2309 rcub 7d rcy 440 rdquo 201d rdquor 201d real 211c realine 211b realpart 211c \
    reals 211d rfloor 230b rho 3c1 rhov 3f1 ring 2da rlm 200f rpar 29 rsaquo 203a rsqb 5d rsquo 2019 \
    rsquor 2019 rx 211e sacute 15b sbquo 201a scaron 161 scedil 15f scirc 15d scy 441 sdot 22c5 semi 3b \
    shchcy 449 shcy 448 sigma 3c3 sigmaf 3c2 sigmav 3c2 sim 223c softcy 44c sol 2f spades 2660 \
    straightepsilon 3f5 straightphi 3d5 strns af sub 2282 sube 2286 sum 2211 sup 2283 supe 2287 tau 3c4 \
    tcaron 165 tcedil 163 tcy 442 tdot 20db there4 2234 theta 3b8 thetasym 3d1 thetav 3d1 thinsp 2009 tilde 2dc \
    tprime 2034 trade 2122 tscy 446 tshcy 45b tstrok 167 uArr 21d1 uarr 2191 ubrcy 45e ubreve 16d ucy 443 \
    udblac 171 umacr 16b uogon 173 upsi 3c5 upsih 3d2 upsilon 3c5 uring 16f utilde 169 varepsilon 3f5 \
    varkappa 3f0 varphi 3d5 varpi 3d6 varrho 3f1 varsigma 3c2 vartheta 3d1 vcy 432 verbar 7c vert 7c wcirc 175 \
    weierp 2118 wp 2118 xi 3be yacy 44f ycirc 177 ycy 44b yicy 457 yucy 44e zacute 17a zcaron 17e zcy 437 \
    zdot 17c zeetrf 2128 zeta 3b6 zhcy 436 zwj 200d zwnj 200c
    """
}
