try{const s=new CSSStyleSheet,d=document,l=localStorage;s.tt=1;s.replaceSync((l["tt-size"]||"")+(l["tt-look"]||""));d.adoptedStyleSheets=[...d.adoptedStyleSheets,s]}catch(e){}
