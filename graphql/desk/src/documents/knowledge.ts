export const searchProducts = `query SearchProducts($search: String!) {
  products(search: $search, first: 8) {
    edges { node { productNumber name descriptionHtml archived handlerGroup { key name } } }
  }
}`;

export const productPage = `query ProductPage($productNumber: ID!) {
  product(productNumber: $productNumber) {
    productNumber name descriptionHtml archived generatedAt sourceUri
    handlerGroup { key name }
    sections { kind title html evidenceHtml }
    links { title url }
    contactPoints { email telephone url openingHours address }
  }
}`;
